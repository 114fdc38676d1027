import type { DetectionSubject, DetectionType } from '../../events/index.ts';
import { timeText } from '../calendar.ts';

/**
 * One line of truth: a detection without id and severity, with the raw number and the name of its case.
 *
 * `basis` "rule": what the rules give from the very events that were made, exact to the millisecond; `expected: false`
 * is a hard case that must stay silent. `basis` "intent": what was really meant, from `from` to `to`; `expected: null`
 * says that either answer is right: too little of it is in the data, or a feed had stopped.
 */
export interface Truth {
  readonly basis: 'rule' | 'intent';
  readonly type: DetectionType | 'learned-home';
  readonly subtype: string | null;
  readonly eventTime: string;
  readonly subject: TruthSubject;
  readonly areaId: string | null;
  readonly hotspotId: string | null;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly case: string;
  readonly expected: boolean | null;
  /** Between these a detection answers to this line; absent for rules that expect one at `eventTime`. */
  readonly from?: string;
  readonly to?: string;
}

export interface TruthSubject {
  readonly kind: DetectionSubject['kind'];
  readonly id?: string;
  readonly msisdn?: string;
}

/** Truth with moments in epoch milliseconds, before it is written out. */
export interface Finding {
  readonly basis?: 'rule' | 'intent';
  readonly type: Truth['type'];
  readonly subtype: string | null;
  readonly time: number;
  readonly subject: TruthSubject;
  readonly areaId?: string | null;
  readonly hotspotId?: string | null;
  readonly evidence?: Readonly<Record<string, unknown>>;
  readonly case: string;
  readonly expected?: boolean | null;
  readonly span?: readonly [number, number];
}

/** Lines in order of eventTime, type, subtype and subject. */
export function written(findings: readonly Finding[], offsetMinutes: number): Truth[] {
  return [...findings]
    .sort((a, b) => a.time - b.time || compare(keyOf(a), keyOf(b)))
    .map(({ basis, type, subtype, time, subject, areaId, hotspotId, evidence, span, ...rest }) => ({
      basis: basis ?? 'rule',
      type,
      subtype,
      eventTime: timeText(time, offsetMinutes),
      subject,
      areaId: areaId ?? null,
      hotspotId: hotspotId ?? null,
      evidence: evidence ?? {},
      case: rest.case,
      expected: rest.expected === undefined ? true : rest.expected,
      ...(span === undefined
        ? {}
        : { from: timeText(span[0], offsetMinutes), to: timeText(span[1], offsetMinutes) }),
    }));
}

function keyOf({ basis, type, subtype, subject }: Finding): string {
  return `${type}/${subtype ?? ''}/${subject.id ?? subject.msisdn ?? ''}/${basis ?? 'rule'}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
