import type { Detection } from '@tidewall/streams/events';
import { formatDay } from '../../i18n/format.ts';
import type { ActivityEvidence, CampusEvidence } from '../live/detections.ts';

const DAY_MS = 86_400_000;

/** Something that happened on a campus, as a line of a list. */
export interface CampusEvent {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly hotspotId: string;
  readonly kind: 'surge' | 'surgeEnded' | 'lull' | 'lullEnded' | 'rivalNewcomers' | 'rival' | 'students';
  /** How many: people, numbers, communications or students. */
  readonly n: number;
  /** People usually there, or students that a rival talks to. */
  readonly of: number;
  readonly operatorId: string;
  /** RFC 3339 of an end, or YYYY-MM. */
  readonly when: string;
}

/**
 * Detections of campuses as lines, what is under way first, then newest first. What comes in numbers is one line a campus
 * and day, at its latest: newcomers of rivals, and students that a month's close found. Newcomers of ours come all day and
 * are a figure elsewhere.
 */
export function campusEvents(detections: readonly Detection[], timeZone: string): readonly CampusEvent[] {
  const events = new Map<string, CampusEvent>();
  for (const detection of detections) {
    const event = eventOf(detection);
    if (event === null) continue;
    const many = event.kind === 'students' || event.kind === 'rivalNewcomers';
    const id = many ? `${event.kind} ${event.hotspotId} ${formatDay(event.at, timeZone)}` : event.id;
    const known = events.get(id);
    const at = Math.max(event.at, known?.at ?? event.at);
    events.set(id, many ? { ...event, id, at, n: (known?.n ?? 0) + 1 } : event);
  }
  return [...events.values()].toSorted(
    (a, b) => Number(isUnderWay(b)) - Number(isUnderWay(a)) || b.at - a.at || a.id.localeCompare(b.id),
  );
}

/** A surge or lull that has not ended. */
export function isUnderWay({ kind }: CampusEvent): boolean {
  return kind === 'surge' || kind === 'lull';
}

/** Campuses with a surge or lull that has not ended; one that says nothing more for a day is over. */
export function runningActivities(
  detections: readonly Detection[],
  now: number,
): ReadonlyMap<string, 'surge' | 'lull'> {
  const running = new Map<string, 'surge' | 'lull'>();
  for (const { type, subtype, hotspotId, evidence, eventTime } of detections) {
    const { endedAt }: ActivityEvidence = evidence;
    if (type !== 'campus-activity' || hotspotId === null || endedAt !== undefined) continue;
    if (now - Date.parse(eventTime) > DAY_MS || running.has(hotspotId)) continue;
    running.set(hotspotId, subtype === 'lull' ? 'lull' : 'surge');
  }
  return running;
}

function eventOf(detection: Detection): CampusEvent | null {
  const { detectionId: id, type, subtype, hotspotId, eventTime } = detection;
  if (hotspotId === null) return null;
  const base = { id, at: Date.parse(eventTime), hotspotId, n: 0, of: 0, operatorId: '', when: '' };
  const evidence: CampusEvidence = detection.evidence;
  const { operatorId = '', communications = 0, students = 0, month = '' } = evidence;
  switch (type) {
    case 'campus-activity':
      return { ...base, ...activityOf(detection) };
    case 'campus-newcomer':
      return subtype === 'rival' ? { ...base, kind: 'rivalNewcomers' } : null;
    case 'campus-rival':
      return { ...base, kind: 'rival', n: communications, of: students, operatorId };
    case 'campus-student':
      return { ...base, kind: 'students', when: month };
    default:
      return null;
  }
}

function activityOf({ subtype, evidence }: Detection): Pick<CampusEvent, 'kind' | 'n' | 'of' | 'when'> {
  const { subscribers = 0, median = 0, peak, endedAt }: ActivityEvidence = evidence;
  const side = subtype === 'lull' ? 'lull' : 'surge';
  if (endedAt === undefined) return { kind: side, n: subscribers, of: median, when: '' };
  return { kind: `${side}Ended`, n: peak?.subscribers ?? subscribers, of: median, when: endedAt };
}
