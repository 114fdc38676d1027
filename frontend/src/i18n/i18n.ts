import { createI18n } from 'vue-i18n';
import { campaignsEn } from './campaigns-en.ts';
import { campaignsZh, type CampaignMessages } from './campaigns-zh.ts';
import { deskEn } from './desk-en.ts';
import { deskZh, type DeskMessages } from './desk-zh.ts';
import { en } from './en.ts';
import { scenesEn } from './scenes-en.ts';
import { scenesZh, type SceneMessages } from './scenes-zh.ts';
import { wallEn } from './wall-en.ts';
import { wallZh, type WallMessages } from './wall-zh.ts';
import { mapEn } from './map-en.ts';
import { mapZh, type MapMessages } from './map-zh.ts';
import { zhCN, type Messages } from './zh-cn.ts';

export const LOCALES = ['zh-CN', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

export const i18n = createI18n<
  [
    Messages & {
      desk: DeskMessages;
      campaigns: CampaignMessages;
      wall: WallMessages;
      scenes: SceneMessages;
      map: MapMessages;
    },
  ],
  Locale,
  false
>({
  legacy: false,
  locale: 'zh-CN',
  fallbackLocale: 'en',
  messages: {
    'zh-CN': { ...zhCN, desk: deskZh, campaigns: campaignsZh, wall: wallZh, scenes: scenesZh, map: mapZh },
    en: { ...en, desk: deskEn, campaigns: campaignsEn, wall: wallEn, scenes: scenesEn, map: mapEn },
  },
});

export function isLocale(value: unknown): value is Locale {
  return LOCALES.some((locale) => locale === value);
}

/** Switches every text without a reload; the document says its language for fonts and readers. */
export function setLocale(locale: Locale): void {
  i18n.global.locale.value = locale;
  document.documentElement.lang = locale;
}
