import type { Detection } from '@tidewall/streams';
import type { Bilingual } from '../thresholds/thresholds.types.ts';
import type { Teller } from './explain.types.ts';
import type { Names } from './names.ts';

export type Language = keyof Bilingual;

const NOTHING = '–';
const LOCALES = { zh: 'zh-CN', en: 'en-GB' } as const;
const LISTED = { zh: '、', en: '; ' } as const;
const BETWEEN = { zh: '至', en: ' to ' } as const;

type Evidence = Readonly<Record<string, unknown>>;

/** What a teller speaks with. */
export interface Speech {
  readonly language: Language;
  readonly timeZone: string;
  readonly names: Names;
}

/** Answers what texts ask about a detection. Evidence of older versions may lack what newer texts ask for. */
export class EvidenceTeller implements Teller {
  readonly #speech: Speech;
  readonly #detection: Detection;
  readonly #evidence: Evidence;

  constructor(speech: Speech, detection: Detection, evidence: Evidence = detection.evidence) {
    this.#speech = speech;
    this.#detection = detection;
    this.#evidence = evidence;
  }

  get subtype(): string | null {
    return this.#detection.subtype;
  }

  get eventTime(): string {
    return this.#timeText(this.#detection.eventTime);
  }

  get place(): string {
    return this.#areaText(this.#detection.areaId);
  }

  get campus(): string {
    const { hotspotId } = this.#detection;
    return hotspotId === null ? NOTHING : this.#speech.names.hotspot(hotspotId)[this.#speech.language];
  }

  get subjectId(): string {
    return this.#detection.subject.id;
  }

  has(key: string): boolean {
    return this.#evidence[key] !== undefined && this.#evidence[key] !== null;
  }

  is(key: string, value: unknown): boolean {
    return this.#evidence[key] === value;
  }

  text(key: string): string {
    const value = this.#evidence[key];
    return typeof value === 'string' ? value : NOTHING;
  }

  value(key: string): number {
    const value = this.#evidence[key];
    return typeof value === 'number' ? value : Number.NaN;
  }

  number(key: string): string {
    const value = this.value(key);
    return Number.isNaN(value) ? NOTHING : this.#format(value, 2);
  }

  share(key: string): string {
    return this.#shareText(this.#evidence[key]);
  }

  time(key: string): string {
    return this.#timeText(this.#evidence[key]);
  }

  day(key: string): string {
    const [year, month, day] = this.text(key).split('-').map(Number);
    if (year === undefined || !Number.isInteger(year)) return NOTHING;
    const utc = Date.UTC(year, (month ?? 1) - 1, day ?? 1);
    const length = this.#speech.language === 'zh' ? 'long' : 'short';
    const whole = { year: 'numeric', month: length } as const;
    return this.#date(utc, 'UTC', day === undefined ? whole : { ...whole, day: 'numeric' });
  }

  operator(key: string): string {
    const value = this.#evidence[key];
    return typeof value === 'string' ? this.#speech.names.operator(value)[this.#speech.language] : NOTHING;
  }

  area(key: string): string {
    return this.#areaText(this.#evidence[key]);
  }

  areas(key: string): string {
    const list = this.#list(key).map((areaId) => this.#areaText(areaId));
    return list.length === 0 ? NOTHING : list.join(LISTED[this.#speech.language]);
  }

  interval(key: string): string {
    const [low, high] = this.#list(key).map((end) => this.#shareText(end));
    return low === undefined || high === undefined ? NOTHING : low + BETWEEN[this.#speech.language] + high;
  }

  inside(key: string): Teller {
    const inner = this.#evidence[key];
    const evidence = typeof inner === 'object' && inner !== null ? (inner as Evidence) : {};
    return new EvidenceTeller(this.#speech, this.#detection, evidence);
  }

  #list(key: string): readonly unknown[] {
    const value = this.#evidence[key];
    return Array.isArray(value) ? (value as readonly unknown[]) : [];
  }

  #areaText(areaId: unknown): string {
    return typeof areaId === 'string' ? this.#speech.names.area(areaId)[this.#speech.language] : NOTHING;
  }

  #shareText(value: unknown): string {
    if (typeof value !== 'number') return NOTHING;
    return `${this.#format(value * 100, 1)}${this.#speech.language === 'zh' ? '%' : ' %'}`;
  }

  #timeText(value: unknown): string {
    const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN;
    if (Number.isNaN(ms)) return NOTHING;
    const month = this.#speech.language === 'zh' ? 'long' : 'short';
    const parts = { year: 'numeric', month, day: 'numeric', hour: '2-digit', minute: '2-digit' } as const;
    return this.#date(ms, this.#speech.timeZone, parts);
  }

  #date(ms: number, timeZone: string, parts: Intl.DateTimeFormatOptions): string {
    const options = { ...parts, timeZone, hourCycle: 'h23' } as const;
    return new Intl.DateTimeFormat(LOCALES[this.#speech.language], options).format(ms);
  }

  #format(value: number, digits: number): string {
    const options = { maximumFractionDigits: digits };
    return new Intl.NumberFormat(LOCALES[this.#speech.language], options).format(value);
  }
}
