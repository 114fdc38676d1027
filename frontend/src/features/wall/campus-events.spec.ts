import { describe, expect, it } from '@jest/globals';
import type { Detection, DetectionType } from '@tidewall/streams/events';
import { mergedDetections } from '../live/detections.ts';
import { campusEvents, runningActivities } from './campus-events.ts';

let count = 0;
function detection(
  type: DetectionType,
  subtype: string | null,
  hour: number,
  evidence: Readonly<Record<string, unknown>> = {},
  more: Partial<Detection> = {},
): Detection {
  return {
    detectionId: `d${String(++count)}`,
    type,
    subtype,
    eventTime: `2026-02-10T${String(hour).padStart(2, '0')}:00:00+08:00`,
    subject: { kind: 'hotspot', id: 'h1' },
    areaId: 'K11',
    hotspotId: 'h1',
    severity: 'info',
    evidence,
    revision: 0,
    ...more,
  };
}

const linesOf = (detections: readonly Detection[]) => campusEvents(detections, 'Asia/Shanghai');
const NOON = Date.parse('2026-02-10T12:00:00+08:00');

describe('what happens on campuses', () => {
  it('is told newest first, what comes in numbers in one line a campus and day', () => {
    const student = (hotspotId: string): Detection =>
      detection('campus-student', null, 0, { month: '2026-01' }, { hotspotId });
    const events = linesOf([
      student('h1'),
      student('h2'),
      student('h1'),
      detection('campus-newcomer', 'own', 9),
      detection('campus-newcomer', 'rival', 7),
      detection('campus-newcomer', 'rival', 8),
      detection('campus-rival', null, 6, { operatorId: 'red', students: 2, communications: 5 }),
      detection('homecoming', 'own', 5, {}, { hotspotId: null }),
    ]);
    expect(events.map(({ kind, hotspotId, n, of }) => [kind, hotspotId, n, of])).toEqual([
      ['rivalNewcomers', 'h1', 2, 0],
      ['rival', 'h1', 5, 2],
      ['students', 'h1', 2, 0],
      ['students', 'h2', 1, 0],
    ]);
  });

  it('says how many a surge brought, and how many at most once it is over', () => {
    const surge = detection('campus-activity', 'surge', 9, { subscribers: 90, median: 40 });
    const evidence = { ...surge.evidence, endedAt: '2026-02-10T11:00:00+08:00', peak: { subscribers: 120 } };
    const over = { ...surge, revision: 1, evidence };
    expect(linesOf([surge])).toMatchObject([{ kind: 'surge', n: 90, of: 40 }]);
    expect(linesOf(mergedDetections([surge], [over]))).toMatchObject([
      { kind: 'surgeEnded', n: 120, when: '2026-02-10T11:00:00+08:00' },
    ]);
    const lull = { ...over, detectionId: 'over', subtype: 'lull' };
    const later = detection('campus-rival', null, 23);
    expect(linesOf([later, lull, surge]).map(({ kind }) => kind)).toEqual(['surge', 'rival', 'lullEnded']);
  });

  it('is under way until it ends, or for a day', () => {
    const surge = detection('campus-activity', 'surge', 9);
    const lull = detection('campus-activity', 'lull', 8, {}, { hotspotId: 'h2' });
    const over = detection('campus-activity', 'lull', 8, { endedAt: 'x' }, { hotspotId: 'h3' });
    const running = runningActivities([surge, lull, over], NOON);
    expect([...running]).toEqual([
      ['h1', 'surge'],
      ['h2', 'lull'],
    ]);
    expect(runningActivities([surge], NOON + 24 * 3_600_000).size).toBe(0);
  });
});
