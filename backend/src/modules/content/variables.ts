import type { ContentLanguage, TriggerDetection } from '../schemes/schemes.types.ts';
import type { ReferenceModel } from '../reference/reference.types.ts';

type Value = string | number;
export type Variables = Readonly<Record<string, Value>>;

interface VariableInfo {
  readonly zh: string;
  readonly en: string;
  readonly sample: Readonly<Record<ContentLanguage, Value>>;
}

/** Everything a template may use. All are always given; what a detection does not say is empty, so `{% if %}` works. */
export const VARIABLES = {
  area: {
    zh: '所在区域',
    en: 'area of the detection',
    sample: { 'zh-CN': '东县', en: 'East' },
  },
  city: {
    zh: '所在城市',
    en: 'city of the detection',
    sample: { 'zh-CN': '江州市', en: 'Jiangzhou' },
  },
  awayDays: { zh: '外出天数', en: 'days away', sample: { 'zh-CN': 30, en: 30 } },
  awayArea: {
    zh: '外出地',
    en: 'where the subscriber had been',
    sample: { 'zh-CN': '岭北市', en: 'Lingbei City' },
  },
  festival: {
    zh: '临近节日',
    en: 'festival nearby',
    sample: { 'zh-CN': '春节', en: 'Spring Festival' },
  },
  campus: { zh: '校园', en: 'campus', sample: { 'zh-CN': '江州大学', en: '江州大学' } },
  operator: { zh: '本网名称', en: 'our own name', sample: { 'zh-CN': '本网', en: 'Ours' } },
} as const satisfies Record<string, VariableInfo>;

const FESTIVALS: Readonly<Record<string, Readonly<Record<ContentLanguage, string>>>> = {
  'spring-festival': { 'zh-CN': '春节', en: 'Spring Festival' },
  'mid-autumn': { 'zh-CN': '中秋节', en: 'Mid-Autumn Festival' },
  'national-day': { 'zh-CN': '国庆节', en: 'National Day' },
};

/** Values for a preview without a detection. */
export function sampleVariables(language: ContentLanguage): Variables {
  return Object.fromEntries(Object.entries(VARIABLES).map(([name, { sample }]) => [name, sample[language]]));
}

/** Values for a message about a detection, in the language of the text. */
export function variablesOf(
  { areaId, hotspotId, evidence }: Pick<TriggerDetection, 'areaId' | 'hotspotId' | 'evidence'>,
  language: ContentLanguage,
  model: ReferenceModel,
): Variables {
  const areaName = (id: string | null | undefined): string => nameOf(id, language, model);
  const [awayArea] = Array.isArray(evidence['awayAreaIds']) ? (evidence['awayAreaIds'] as unknown[]) : [];
  const city = areaId === null ? undefined : model.areas.ancestorAt(areaId, 'city')?.areaId;
  const { awayDays } = evidence;
  return {
    area: areaName(areaId),
    city: areaName(city),
    awayDays: typeof awayDays === 'number' ? Math.floor(awayDays) : '',
    awayArea: areaName(typeof awayArea === 'string' ? awayArea : null),
    festival: festivalName(evidence['festival'], language),
    campus: hotspotId === null ? '' : (model.hotspotById.get(hotspotId)?.name ?? ''),
    operator: [...model.operators.values()].find(({ own }) => own)?.name ?? '',
  } satisfies Record<keyof typeof VARIABLES, Value>;
}

function nameOf(areaId: string | null | undefined, language: ContentLanguage, model: ReferenceModel): string {
  const area = areaId == null ? undefined : model.areas.get(areaId);
  if (area === undefined) return '';
  return language === 'en' && area.nameEn !== '' ? area.nameEn : area.name;
}

function festivalName(festival: unknown, language: ContentLanguage): string {
  if (typeof festival !== 'object' || festival === null) return '';
  const { name, nameEn } = festival as { name?: unknown; nameEn?: unknown };
  if (typeof name !== 'string') return '';
  const known = FESTIVALS[name]?.[language];
  return known ?? (language === 'en' && typeof nameEn === 'string' ? nameEn : name);
}
