import { describe, expect, it } from '@jest/globals';
import type { AlertNow, Detection } from '@tidewall/streams/events';
import { alarmsOf, spanOfAlarm } from './alarms.ts';
import { callingAlerts, loudest, tonesOf } from './sound.ts';

const PLAN = {
  severity: 'critical',
  alertScene: 'loop',
  shareDropScene: 'share',
  dwellSeconds: 30,
  restSeconds: 120,
} as const;
const alert = (part: Partial<AlertNow> = {}): AlertNow => ({
  alertId: '1',
  areaId: '990101',
  hotspotId: null,
  indicatorId: null,
  title: { zh: '', en: '' },
  severity: 'critical',
  state: 'raised',
  round: 1,
  relapses: 0,
  raisedAt: 0,
  since: 0,
  dueAt: null,
  overdue: false,
  step: 0,
  steps: 1,
  assignees: [],
  position: null,
  value: null,
  threshold: null,
  fewBelow: 1,
  unit: null,
  parentId: null,
  silenced: false,
  acknowledged: false,
  ...part,
});
const drop = (part: object = {}): Detection =>
  ({ detectionId: 'd', type: 'share-drop', severity: 'warning', ...part }) as unknown as Detection;

describe('an alarm', () => {
  const keys = (alerts: AlertNow[], severity: 'critical' | 'warning' | 'off' = 'critical'): string[] =>
    alarmsOf(alerts, [], { ...PLAN, severity }).map(({ key }) => key);

  it('is an alert that is severe enough and that nobody has answered', () => {
    expect(keys([alert()])).toEqual(['alert/1/raised']);
    expect(keys([alert({ severity: 'warning' })])).toEqual([]);
    expect(keys([alert({ severity: 'warning' })], 'warning')).toEqual(['alert/1/raised']);
    expect(keys([alert()], 'off')).toEqual([]);
    for (const answered of [
      { acknowledged: true },
      { silenced: true },
      { parentId: '0' },
      { state: 'reported' },
    ])
      expect(keys([alert(answered as Partial<AlertNow>)])).toEqual([]);
  });

  it('is another one when the alert is opened again', () => {
    expect(keys([alert({ state: 'reopened' })])).toEqual(['alert/1/reopened']);
  });

  it('is a share drop too, unless it only informs or the plan leaves it out', () => {
    expect(alarmsOf([], [drop()], PLAN)).toEqual([{ key: 'drop/d', sceneId: 'share', urgent: false }]);
    expect(alarmsOf([], [drop({ severity: 'info' }), drop({ type: 'homecoming' })], PLAN)).toEqual([]);
    expect(alarmsOf([], [drop()], { ...PLAN, shareDropScene: null })).toEqual([]);
  });
});

describe('the time of an alarm on the wall', () => {
  const urgent = { key: 'a', sceneId: 'loop', urgent: true };
  const other = { key: 'b', sceneId: 'share', urgent: false };
  const first = spanOfAlarm(urgent, null, 1_000, PLAN)!;

  it('is the least dwell', () => {
    expect(first).toEqual({ key: 'a', sceneId: 'loop', from: 1_000, to: 31_000 });
  });

  it('is longer when another one comes to the same scene, but not for ever', () => {
    expect(spanOfAlarm({ ...urgent, key: 'c' }, first, 20_000, PLAN)).toMatchObject({
      from: 1_000,
      to: 50_000,
    });
    const often = Array.from({ length: 40 }, (_, n) => n * 10_000).reduce(
      (span, at) => (at < span.to ? spanOfAlarm(urgent, span, at, PLAN)! : span),
      first,
    );
    expect(often.to).toBe(121_000);
  });

  it('comes after the one before; what is not urgent comes only after a rest', () => {
    expect(spanOfAlarm({ ...urgent, sceneId: 'tide' }, first, 20_000, PLAN)).toMatchObject({ from: 31_000 });
    expect(spanOfAlarm(other, first, 20_000, PLAN)).toBeNull();
    expect(spanOfAlarm(other, first, 150_999, PLAN)).toBeNull();
    expect(spanOfAlarm(other, first, 151_000, PLAN)).toMatchObject({ from: 151_000, to: 181_000 });
  });
});

describe('the sound', () => {
  it('is that of the worst alert that nobody has acknowledged', () => {
    const calling = callingAlerts(
      [alert(), alert({ alertId: '2', severity: 'warning' }), alert({ alertId: '3', acknowledged: true })],
      ['critical', 'warning'],
    );
    expect([...calling.keys()]).toEqual(['1', '2']);
    expect(loudest(calling, new Set())).toBe('critical');
    expect(loudest(calling, new Set(['1']))).toBe('warning');
    expect(loudest(calling, new Set(['1', '2']))).toBeNull();
  });

  it('is only for the levels that the plan names', () => {
    expect(callingAlerts([alert({ severity: 'info' })], ['critical']).size).toBe(0);
  });

  it('is told apart by ear: more and higher tones for what is worse', () => {
    const [critical, warning, info] = (['critical', 'warning', 'info'] as const).map(tonesOf);
    expect(critical!.length).toBeGreaterThan(warning!.length);
    expect(warning!.length).toBeGreaterThan(info!.length);
    expect(critical![0]!.hertz).toBeGreaterThan(warning![0]!.hertz);
  });
});
