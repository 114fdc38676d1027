import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { detectionBlock, windowBlocks } from '@tidewall/clickhouse';
import type { WindowResult } from '@tidewall/streams';
import { homecoming, NOON } from '../../testing/samples.ts';
import type { IndicatorDefinition } from '../indicators/definition.dto.ts';
import type { DryRun } from '../indicators/dry-run.service.ts';
import type { Indicator } from '../indicators/indicators.types.ts';
import { IndicatorsService } from '../indicators/indicators.service.ts';
import { AlertSignals } from './alert-signals.service.ts';
import { MetricEvaluator } from './metric-evaluator.service.ts';
import { openAlertScene, type AlertScene } from './testing/alert-scene.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const position = (name: string) => ({ kind: 'position', position: name }) as const;
const presence: IndicatorDefinition = {
  name: { zh: '在网人数过低', en: 'Few people' },
  source: { kind: 'metric', metric: 'presence', step: '1m' },
  place: { kind: 'levels', levels: ['county'] },
  condition: { kind: 'below', threshold: 10 },
  forMinutes: 3,
  severity: 'warning',
  chain: [position('area-head'), position('area-supervisor'), position('county-business-office')],
  due: { hours: 100, working: false, remindBeforeHours: 0 },
  trackingDays: 1,
  template: { zh: '{{ area }}在网{{ value }}人', en: '{{ value }} people in {{ area }}' },
  links: [{ label: { zh: '图', en: 'Map' }, href: '/map?area={{ areaId }}' }],
};

describe('indicators of metrics', () => {
  let scene: AlertScene;
  let made: Indicator;
  let token = 0;
  beforeAll(async () => {
    scene = await openAlertScene();
  });
  afterAll(() => scene.close());

  /** Subscribers of areas by minute after noon. */
  const put = async (figures: Readonly<Record<string, readonly number[]>>, from = NOON): Promise<void> => {
    const windows = Object.entries(figures).flatMap(([areaId, values]) =>
      values.map((subscribers, minute): WindowResult => ({
        kind: 'area',
        areaId,
        size: '1m',
        start: '',
        startMs: from + minute * MINUTE,
        subscribers,
        signalling: 1,
        usage: 1,
        events: 2,
        revision: 0,
      })),
    );
    for (const block of windowBlocks(`w${token++}`, windows)) await scene.test.store.insert(block);
  };
  const judge = async (upTo: number): Promise<void> => {
    const { app } = scene.test;
    const indicator = (await app.get(IndicatorsService).enabled()).find(({ id }) => id === made.id);
    await app.get(MetricEvaluator, { strict: false }).evaluate(indicator!, upTo);
    await app.get(AlertSignals, { strict: false }).settled();
  };

  it('alert once the condition has held long enough, where it holds, and once', async () => {
    const answer = await scene.as('root')<Indicator>('POST', '/indicators', {
      definition: presence,
      enabled: true,
    });
    expect(answer).toMatchObject({ status: 201, body: { version: 1, enabled: true } });
    made = answer.body;
    await put({ 990101: [50, 9, 8, 7, 6, 5, 40, 41], 990102: [50, 9, 50, 9, 8, 50, 50, 50] });
    for (let minute = 1; minute <= 3; minute++) await judge(NOON + minute * MINUTE);
    expect(await scene.open()).toEqual([]);
    await judge(NOON + 4 * MINUTE);
    const [alert, ...more] = await scene.open();
    expect(more).toEqual([]);
    expect(alert).toMatchObject({
      areaId: '990101',
      eventTime: NOON + 4 * MINUTE,
      value: 0,
      threshold: 10,
      fewBelow: 10,
      unit: 'subscribers',
      message: { zh: '东县在网7人', en: '7 people in East' },
    });
    await judge(NOON + 4 * MINUTE);
    await judge(NOON + 6 * MINUTE);
    expect((await scene.open()).map(({ occurrences, recoveredAt }) => [occurrences, recoveredAt])).toEqual([
      [1, null],
    ]);
    await judge(NOON + 8 * MINUTE);
    expect(await scene.detail(alert!.id)).toMatchObject({ state: 'raised', recoveredAt: NOON + 7 * MINUTE });
  });

  it('go on where they were after a stop, and find the same', async () => {
    await scene.as('root')('POST', '/alerts/bulk', {
      action: 'dismiss',
      ids: (await scene.open()).map(({ id }) => id),
      note: 'x',
    });
    await put({ 990101: [50, 50, 3, 3, 3, 3], 990102: [50, 50, 50, 50, 50, 50] }, NOON + 8 * MINUTE);
    await judge(NOON + 14 * MINUTE);
    expect((await scene.open()).map(({ areaId, eventTime }) => [areaId, eventTime])).toEqual([
      ['990101', NOON + 13 * MINUTE],
    ]);
    const { body } = await scene.as('root')<Indicator>('GET', `/indicators/${made.id}`);
    expect(body).toMatchObject({ evaluatedTo: NOON + 14 * MINUTE, openAlerts: 1 });
  });

  it('show the curve beside comparable areas', async () => {
    const [alert] = await scene.open();
    const curveFor = (name: string) =>
      scene.as(name)<{ own: number[][]; others: object[] }>('GET', `/alerts/${alert!.id}/curve`);
    const { body } = await curveFor('root');
    expect(body).toMatchObject({
      metric: 'presence',
      step: '1m',
      threshold: 10,
      stepsOf: 10,
      others: [{ areaId: '990102' }],
    });
    // Three people, told as fewer than ten; and never anything between two tens.
    expect(body.own.at(-1)).toEqual([NOON + 12 * MINUTE, 0]);
    expect(body.own.filter(([, people = 0]) => people % 10 !== 0)).toEqual([]);
    expect(Math.max(...body.own.map(([, people = 0]) => people))).toBe(50);
    // Whoever sees only this area is told of no other, and of no median of a single one.
    expect((await curveFor('head')).body).toMatchObject({ own: body.own, others: [] });
  });

  it('a dry run says how often they would have fired, where, and when', async () => {
    const run = await scene.as('root')<DryRun>('POST', '/indicators/dry-run', {
      definition: presence,
      days: 2,
    });
    expect(run).toMatchObject({ status: 200, body: { state: 'done', total: 0 } });
    await put({ 990101: [50, 9, 9, 9, 50, 9, 9, 9], 990102: [1, 1, 1, 1, 1, 50, 50, 50] }, NOON - DAY);
    const again = await scene.as('root')<DryRun>('POST', '/indicators/dry-run', {
      definition: presence,
      days: 2,
    });
    expect(again.body).toMatchObject({
      state: 'done',
      progress: 1,
      total: 2,
      byArea: [
        { areaId: '990101', count: 1, times: [NOON - DAY + 4 * MINUTE] },
        { areaId: '990102', count: 1, times: [NOON - DAY + 3 * MINUTE] },
      ],
    });
    const scoped = await scene.as('elsewhere')<DryRun>('POST', '/indicators/dry-run', {
      definition: presence,
      days: 2,
    });
    expect(scoped.body.byArea.map(({ areaId }) => areaId)).toEqual(['990102']);
  });

  it('a dry run goes through detections, too, and through homecomings against like days', async () => {
    const days = Array.from({ length: 12 }, (_, day) => NOON - (day + 1) * DAY);
    const usual = days.flatMap((at, day) =>
      Array.from({ length: 4 }, (_, one) => homecoming(`u${day}.${one}`, new Date(at).toISOString())),
    );
    const surge = Array.from({ length: 80 }, (_, one) =>
      homecoming(`n${one}`, new Date(NOON - HOUR / 2).toISOString()),
    );
    await scene.test.store.insert(detectionBlock(`d${token++}`, [...usual, ...surge]));
    const ready = await scene.as('root')<Indicator>('GET', '/indicators/ready-homecoming-surge');
    const { definition } = ready.body;
    const run = await scene.as('root')<DryRun>('POST', '/indicators/dry-run', { definition, days: 1 });
    expect(run.body.byArea).toEqual([{ areaId: '990101', hotspotId: null, count: 1, times: [NOON] }]);
    const { condition: _, ...rest } = definition;
    const source = { kind: 'detection', type: 'homecoming', subtype: 'own' };
    const found = await scene.as('root')<DryRun>('POST', '/indicators/dry-run', {
      definition: { ...rest, source },
      days: 5,
    });
    expect(found.body).toMatchObject({ state: 'done', byArea: [{ areaId: '990101', count: 6 }] });
  });

  it('are refused with every fault by its field', async () => {
    const broken = {
      ...presence,
      source: { kind: 'metric', metric: 'presence', step: '1d' },
      place: { kind: 'areas', areaIds: ['nowhere'] },
      template: { zh: '{{ areea }}', en: '{% if %}' },
    };
    const answer = await scene.as('root')<{ details: { field: string }[] }>('POST', '/indicators', {
      definition: broken,
    });
    expect(answer.status).toBe(422);
    expect(answer.body.details.map(({ field }) => field)).toEqual([
      'source.step',
      'place.areaIds.0',
      'template.zh',
      'template.en',
    ]);
    const late = await scene.as('root')('PUT', `/indicators/${made.id}`, {
      version: 7,
      definition: presence,
    });
    expect(late.status).toBe(409);
    expect((await scene.as('elsewhere')('POST', '/indicators', { definition: presence })).status).toBe(403);
  });
});
