import type { AlertNow, Detection } from '@tidewall/streams/events';
import type { WallPlanDto } from '../../api/scenes-dto.ts';
import type { AlarmSpan } from './director.ts';
import { isOpen } from './loop.ts';

/** Something that brings its scene to the wall. */
export interface Alarm {
  readonly key: string;
  readonly sceneId: string;
  /** Comes also soon after another one. */
  readonly urgent: boolean;
}

/** However many come, the rotation has its turn again after so many dwells. */
const MOST_DWELLS = 4;
const SEVERITY = { critical: 2, warning: 1, info: 0 } as const;

/** Open alerts that are severe enough and wait for somebody, and share drops, by key. */
export function alarmsOf(
  alerts: Iterable<AlertNow>,
  detections: Iterable<Detection>,
  plan: WallPlanDto['alarms'],
): readonly Alarm[] {
  const { severity, alertScene, shareDropScene } = plan;
  if (severity === 'off') return [];
  const found: Alarm[] = [];
  for (const alert of alerts) {
    const grouped = alert.parentId !== null || alert.silenced || alert.acknowledged;
    if (grouped || !isOpen(alert.state) || SEVERITY[alert.severity] < SEVERITY[severity]) continue;
    if (alert.state !== 'raised' && alert.state !== 'reopened') continue;
    const key = `alert/${alert.alertId}/${alert.state}`;
    found.push({ key, sceneId: alertScene, urgent: alert.severity === 'critical' });
  }
  if (shareDropScene !== null)
    for (const { type, severity: of, detectionId } of detections)
      if (type === 'share-drop' && of !== 'info')
        found.push({ key: `drop/${detectionId}`, sceneId: shareDropScene, urgent: false });
  return found;
}

/**
 * The span of an alarm that comes at `now`, after the one before; null when it comes too soon after that, unless it is
 * urgent. One of the same scene lengthens what is on.
 */
export function spanOfAlarm(
  { key, sceneId, urgent }: Alarm,
  last: AlarmSpan | null,
  now: number,
  { dwellSeconds, restSeconds }: Pick<WallPlanDto['alarms'], 'dwellSeconds' | 'restSeconds'>,
): AlarmSpan | null {
  const dwellMs = dwellSeconds * 1_000;
  if (last !== null && now < last.to && last.sceneId === sceneId)
    return {
      ...last,
      key,
      to: Math.min(last.from + MOST_DWELLS * dwellMs, Math.max(last.to, now + dwellMs)),
    };
  const resting = last !== null && now < last.to + restSeconds * 1_000;
  if (resting && !urgent) return null;
  const from = last === null ? now : Math.max(now, last.to);
  return { key, sceneId, from, to: from + dwellMs };
}
