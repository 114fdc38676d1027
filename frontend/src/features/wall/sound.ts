import type { AlertNow } from '@tidewall/streams/events';
import type { SeverityDto } from '../../api/scenes-dto.ts';
import { isOpen } from './loop.ts';

/** One tone: when it begins and how long it lasts, seconds; Hz. */
export interface Tone {
  readonly at: number;
  readonly for: number;
  readonly hertz: number;
}

/** More tones and higher ones for what is worse, so that levels are told apart by ear. */
const PATTERNS: Readonly<Record<SeverityDto, readonly Tone[]>> = {
  critical: [0, 0.22, 0.44].map((at) => ({ at, for: 0.14, hertz: 880 })),
  warning: [0, 0.3].map((at) => ({ at, for: 0.18, hertz: 587 })),
  info: [{ at: 0, for: 0.2, hertz: 392 }],
};
const ORDER: readonly SeverityDto[] = ['critical', 'warning', 'info'];

export function tonesOf(severity: SeverityDto): readonly Tone[] {
  return PATTERNS[severity];
}

/** Alerts that call until somebody acknowledges them, by id. */
export function callingAlerts(
  alerts: Iterable<AlertNow>,
  severities: readonly SeverityDto[],
): ReadonlyMap<string, SeverityDto> {
  const calling = new Map<string, SeverityDto>();
  for (const { alertId, severity, state, acknowledged, silenced, parentId } of alerts) {
    const answered = acknowledged || silenced || parentId !== null || !isOpen(state);
    if (!answered && (state === 'raised' || state === 'reopened') && severities.includes(severity))
      calling.set(alertId, severity);
  }
  return calling;
}

/** The worst of those that call and are not hushed; null: none. */
export function loudest(
  calling: ReadonlyMap<string, SeverityDto>,
  hushed: ReadonlySet<string>,
): SeverityDto | null {
  const heard = new Set([...calling].filter(([id]) => !hushed.has(id)).map(([, severity]) => severity));
  return ORDER.find((severity) => heard.has(severity)) ?? null;
}
