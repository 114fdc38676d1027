import type { LocalTime } from '../calendar/index.ts';
import type { ReferenceModel } from '../reference/reference.types.ts';
import type { Place } from './indicators.types.ts';
import type { Bilingual, Language, Variables } from './template.ts';

/** What a message is about. */
export interface MessageFacts extends Place {
  /** Event time, epoch milliseconds. */
  readonly at: number;
  readonly indicator: Bilingual;
  readonly severity: string;
  readonly unit: string;
  readonly value: number | null;
  /** Threshold, value of another day, or what is usual. */
  readonly reference: number | null;
  readonly evidence: Readonly<Record<string, unknown>>;
}

/** Every name that a template may use, in both languages of the editor. */
export const VARIABLES: Readonly<Record<string, Bilingual>> = {
  month: { zh: '月', en: 'month' },
  day: { zh: '日', en: 'day of the month' },
  date: { zh: '日期', en: 'date' },
  time: { zh: '时刻', en: 'time of day' },
  area: { zh: '区域', en: 'area' },
  county: { zh: '所属区县', en: 'county above the area' },
  city: { zh: '所属地市', en: 'city' },
  hotspot: { zh: '热点', en: 'hotspot' },
  party: { zh: '两/三', en: 'two or three' },
  share: { zh: '份额（%）', en: 'share in %' },
  value: { zh: '数值', en: 'value' },
  threshold: { zh: '阈值', en: 'threshold' },
  usual: { zh: '平常值', en: 'usual value' },
  change: { zh: '变化（%）', en: 'change in %' },
  feed: { zh: '数据源', en: 'feed' },
  indicator: { zh: '指标', en: 'indicator' },
  severity: { zh: '级别', en: 'severity' },
  sentence: { zh: '检测给出的句子', en: 'sentence of the detection' },
  areaId: { zh: '区域编号', en: 'area id' },
  hotspotId: { zh: '热点编号', en: 'hotspot id' },
};

/** For checking templates: each name has a value. */
export const SAMPLE_VARIABLES: Variables = Object.fromEntries(
  Object.keys(VARIABLES).map((name) => [name, '1']),
);

/** What a template may name, in one language. */
export function variablesOf(
  language: Language,
  facts: MessageFacts,
  { areas, hotspotById }: ReferenceModel,
  local: LocalTime,
): Variables {
  const { areaId, hotspotId, evidence, unit, value, reference, severity } = facts;
  const name = (id: string | undefined): string => {
    const area = id === undefined ? undefined : areas.get(id);
    return area === undefined ? (id ?? '') : language === 'zh' ? area.name : area.nameEn;
  };
  const county = areas.ancestorAt(areaId, 'county')?.areaId;
  const written = local.format(facts.at);
  const date = typeof evidence['day'] === 'string' ? evidence['day'] : written.slice(0, 10);
  const ratio = unit === 'ratio';
  const figure = (of: number | null): number | '' => (of === null ? '' : ratio ? percent(of) : rounded(of));
  return {
    month: Number(date.slice(5, 7)),
    day: Number(date.slice(8, 10)),
    date,
    time: written.slice(11, 16),
    area: name(areaId),
    county: county === areaId ? '' : name(county),
    city: name(areas.ancestorAt(areaId, 'city')?.areaId),
    hotspot: hotspotId === null ? '' : (hotspotById.get(hotspotId)?.name ?? hotspotId),
    party: partyOf(evidence['party'], language),
    share: figure(value),
    value: figure(value),
    threshold: figure(reference),
    usual: figure(reference),
    change: value === null || !reference ? '' : percent(Math.abs(value - reference) / reference),
    feed: textOf(evidence['feed']),
    indicator: facts.indicator[language],
    severity,
    sentence: sentenceOf(evidence['sentence'], language),
    areaId,
    hotspotId: hotspotId ?? '',
  };
}

const percent = (ratio: number): number => Math.round(ratio * 1000) / 10;
const rounded = (value: number): number => Math.round(value * 100) / 100;
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function partyOf(party: unknown, language: Language): string {
  if (party !== 'two' && party !== 'three') return '';
  return language === 'en' ? party : party === 'two' ? '两' : '三';
}

function sentenceOf(sentence: unknown, language: Language): string {
  if (typeof sentence !== 'object' || sentence === null) return '';
  return textOf((sentence as Readonly<Record<string, unknown>>)[language]);
}

/** The figure that a detection is about, and what it was judged against. */
export function figuresOf(evidence: Readonly<Record<string, unknown>>): {
  readonly value: number | null;
  readonly reference: number | null;
  readonly unit: string;
} {
  const number = (name: string): number | null => {
    const value = evidence[name];
    return typeof value === 'number' ? value : null;
  };
  const baseline = evidence['baseline'];
  const usual =
    typeof baseline === 'object' &&
    baseline !== null &&
    'share' in baseline &&
    typeof baseline.share === 'number'
      ? baseline.share
      : number('baseline');
  if ('volume' in evidence) return { value: number('volume'), reference: usual, unit: 'events' };
  if ('share' in evidence)
    return { value: number('share'), reference: number('threshold') ?? usual, unit: 'ratio' };
  return { value: number('subscribers'), reference: number('median'), unit: 'subscribers' };
}
