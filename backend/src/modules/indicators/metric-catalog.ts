import type { Bilingual } from './template.ts';
import { METRICS, type MetricName } from './definition.dto.ts';

export type MetricStep = '1m' | '15m' | '1h' | '1d';

/** What is to be known of a figure that can be watched. */
export interface MetricAbout {
  readonly of: 'area' | 'hotspot';
  readonly steps: readonly MetricStep[];
  readonly unit: 'subscribers' | 'numbers' | 'events' | 'calls' | 'messages' | 'bytes' | 'seconds' | 'ratio';
  readonly label: Bilingual;
  /** Windows without a row are 0 when others have one; a share without numbers is unknown. */
  readonly zeroWhenMissing: boolean;
}

const WINDOWS: readonly MetricStep[] = ['1m', '15m', '1h'];
const DAYS: readonly MetricStep[] = ['1d'];
const area = (
  steps: readonly MetricStep[],
  unit: MetricAbout['unit'],
  zh: string,
  en: string,
): MetricAbout => ({
  of: 'area',
  steps,
  unit,
  label: { zh, en },
  zeroWhenMissing: unit !== 'ratio',
});
const hotspot = (unit: MetricAbout['unit'], zh: string, en: string): MetricAbout => ({
  ...area(WINDOWS, unit, zh, en),
  of: 'hotspot',
});

export const METRIC_CATALOG: Readonly<Record<MetricName, MetricAbout>> = {
  presence: area(WINDOWS, 'subscribers', '在网人数', 'Presence'),
  signalling: area(WINDOWS, 'events', '信令量', 'Signalling events'),
  usage: area(WINDOWS, 'events', '话单量', 'Usage events'),
  events: area(WINDOWS, 'events', '事件量', 'All events'),
  homecomings: area(['15m', '1h', '1d'], 'subscribers', '返乡人数', 'Homecomings'),
  'own-new': area(DAYS, 'numbers', '本网新增', 'New customers of ours'),
  'rival-new': area(DAYS, 'numbers', '异网新增', 'New numbers of rivals'),
  'share-three-party': area(DAYS, 'ratio', '三方新增市场占有率', 'Three-party share of new customers'),
  'share-two-party': area(DAYS, 'ratio', '两方新增市场占有率', 'Two-party share of new customers'),
  'hotspot-presence': hotspot('subscribers', '热点在网人数', 'Presence at hotspots'),
  students: hotspot('subscribers', '学生人数', 'Students'),
  newcomers: hotspot('subscribers', '校园新面孔', 'Campus newcomers'),
  rivals: hotspot('numbers', '异网号码数', 'Rival numbers'),
  calls: hotspot('calls', '通话次数', 'Calls'),
  sms: hotspot('messages', '短信条数', 'Messages'),
  bytes: hotspot('bytes', '流量', 'Bytes'),
  'voice-seconds': hotspot('seconds', '通话时长', 'Voice seconds'),
};

export const STEP_LENGTH_MS: Readonly<Record<MetricStep, number>> = {
  '1m': 60_000,
  '15m': 900_000,
  '1h': 3_600_000,
  '1d': 86_400_000,
};

/** Whether a figure is a number of people in a place, of which few are not told. */
export function countsPeople(metric: MetricName): boolean {
  return METRIC_CATALOG[metric].unit === 'subscribers' || metric === 'rivals';
}

/** A figure by its name; undefined: there is none of this name. */
export function metricNamed(name: string): MetricName | undefined {
  return METRICS.find((metric) => metric === name);
}

export const DETECTION_SUBTYPES = {
  homecoming: ['own', 'inbound'],
  'campus-activity': ['surge', 'lull'],
  'campus-newcomer': ['own', 'rival'],
  'campus-rival': [],
  'campus-student': [],
  'share-drop': ['below-threshold', 'sudden'],
  'source-outage': [],
} as const;
