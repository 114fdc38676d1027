import type { SchemeDefinition } from './schemes.types.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const USUAL = {
  channel: 'sms',
  fallbackChannel: null,
  maxAgeMs: 15 * MINUTE_MS,
  validFrom: null,
  validUntil: null,
  controlShare: 0.1,
  quietHours: 'defer',
} as const;
const ANYWHERE = { areaIds: [], hotspotIds: [], evidence: [] } as const;
/** Homecomings come seldom; nobody is to be greeted twice for one. */
const ONCE_A_MONTH = [{ limit: 1, windowMs: 30 * DAY_MS }] as const;

/** Schemes that are there after the first start, as drafts: somebody looks at them, adapts and submits them. */
export const READY_MADE: Readonly<Record<string, SchemeDefinition>> = {
  'welcome-home': {
    ...USUAL,
    name: '欢迎回家 · Welcome home',
    goal: '问候返乡的本网客户，推荐本地流量优惠。Greets customers who come home and offers them local data.',
    trigger: { ...ANYWHERE, types: ['homecoming'], subtypes: ['own'] },
    audience: { kinds: ['subscriber'], conditions: [], listId: null },
    content: {
      'zh-CN': {
        sms: '【{{ operator }}】欢迎回到{{ area }}！{% if festival != "" %}{{ festival }}快乐！{% endif %}您离家{{ awayDays }}天，为您准备了返乡流量包，回复HJ了解。拒收请回复TD',
      },
      en: {
        sms: 'Welcome home to {{ area }}! {% if festival != "" %}Happy {{ festival }}! {% endif %}After {{ awayDays }} days away a home data pack is ready for you: reply HJ. STOP to opt out',
      },
    },
    priority: 100,
    value: 3,
    category: 'care',
    caps: ONCE_A_MONTH,
    successEvent: { kind: 'product-ordered', productId: null, withinDays: 7 },
  },
  'migrant-offer': {
    ...USUAL,
    name: '返乡新客优惠 · Offer to returning migrants',
    goal: '邀请返乡的外网号码携号转入本网。Invites returning migrants to bring their numbers to us.',
    trigger: { ...ANYWHERE, types: ['homecoming'], subtypes: ['inbound'] },
    audience: { kinds: ['number'], conditions: [], listId: null },
    content: {
      'zh-CN': {
        sms: '【{{ operator }}】欢迎回到{{ area }}！家人多用{{ operator }}，携号转入与家人通话更优惠，就近营业厅即可办理。拒收请回复TD',
      },
      en: {
        sms: 'Welcome back to {{ area }}! Your family is with {{ operator }}: bring your number at the nearest shop and call them for less. STOP to opt out',
      },
    },
    priority: 80,
    value: 10,
    category: 'offer',
    caps: ONCE_A_MONTH,
    successEvent: { kind: 'ported-in', productId: null, withinDays: 30 },
  },
  'campus-newcomer': {
    ...USUAL,
    name: '校园新客关怀 · Campus newcomers',
    goal: '欢迎校园新入网客户，介绍校园套餐。Greets newcomers on a campus and tells them of campus plans.',
    trigger: { ...ANYWHERE, types: ['campus-newcomer'], subtypes: ['own'] },
    audience: { kinds: ['subscriber'], conditions: [], listId: null },
    content: {
      'zh-CN': {
        sms: '【{{ operator }}】同学你好，欢迎来到{{ campus }}！校园专属流量包已为你准备好，回复XY办理。拒收请回复TD',
      },
      en: {
        sms: 'Welcome to {{ campus }}! A campus data pack is ready for you: reply XY to order. STOP to opt out',
      },
    },
    priority: 90,
    value: 5,
    category: 'offer',
    caps: ONCE_A_MONTH,
    successEvent: { kind: 'product-ordered', productId: null, withinDays: 14 },
  },
};
