import type { DayKind } from '../../time/day-kinds.ts';
import { QUARTER_MS } from '../../time/quarters.ts';
import type { DetectionDraft, NetworkContext } from '../detector.ts';

/** A quarter of an hour of a campus against what is usual. */
export interface ActivityWindow {
  /** Epoch ms. */
  readonly start: number;
  readonly subscribers: number;
  readonly median: number;
  readonly scale: number;
  /** How many scales the subscribers are from the median. */
  readonly z: number;
  readonly comparableWindows: number;
}

/** A surge (side 1) or a lull (side −1) that has started. */
export interface Activity {
  readonly side: number;
  /** When the rule became true: the end of the last of `windows`. */
  readonly time: number;
  readonly area: number;
  /** The windows that started it. */
  readonly windows: readonly ActivityWindow[];
  readonly kindOfDay: DayKind;
  /** The window furthest from the usual so far. */
  peak: ActivityWindow;
  readonly version: string;
}

/** Whether a window is further on the activity's side than its peak. */
export function isFurther(window: ActivityWindow, { side, peak }: Activity): boolean {
  return side * window.z > side * peak.z;
}

const round3 = (value: number): number => Math.round(value * 1000) / 1000;

/** The detection; with `endedAt` the revision that says when it was over and how far it went. */
export function activityDraft(
  context: NetworkContext,
  campus: number,
  { side, time, area, windows, kindOfDay, peak, version }: Activity,
  endedAt: number | null,
): DetectionDraft {
  const { zone } = context;
  const last = windows.at(-1)!;
  const end = {
    endedAt: endedAt === null ? '' : zone.format(endedAt),
    peak: { at: zone.format(peak.start), subscribers: peak.subscribers, z: round3(peak.z) },
  };
  return {
    type: 'campus-activity',
    subtype: side > 0 ? 'surge' : 'lull',
    time,
    subject: { kind: 'hotspot', key: context.reference().ids.hotspots.idOf(campus) },
    area,
    hotspot: campus,
    severity: side > 0 ? 'info' : 'warning',
    evidence: {
      since: zone.format(windows[0]!.start),
      subscribers: last.subscribers,
      median: last.median,
      scale: round3(last.scale),
      z: round3(last.z),
      comparableWindows: last.comparableWindows,
      kindOfDay,
      windowMinutes: QUARTER_MS / 60_000,
      windows: windows.map((window) => ({
        start: zone.format(window.start),
        subscribers: window.subscribers,
        median: window.median,
        z: round3(window.z),
      })),
      ...(endedAt === null ? {} : end),
      thresholds: version,
    },
    revision: endedAt === null ? 0 : 1,
    identity: String(time),
  };
}
