import { beforeAll, describe, expect, it } from '@jest/globals';
import { FEEDS, SIGNALLING_TYPES, SERVICES, DIRECTIONS, LIFECYCLE_TYPES } from '../events/index.ts';
import { HOUR_MS } from './calendar.ts';
import { CSV_FIELDS } from './stream/encode.ts';
import {
  createProvince,
  createSimulation,
  FILE_DISORDER,
  filePlan,
  livePlan,
  type Province,
  type SimulatedHour,
  type Simulation,
} from './index.ts';

const START = Date.UTC(2026, 2, 10) - 8 * HOUR_MS;

function simulate(province: Province, live = false): Simulation {
  const plan = live
    ? livePlan(province.geography, 4, province.people.size)
    : filePlan(province.geography, 4, 3);
  return createSimulation({ province, plan, start: START, disorder: FILE_DISORDER });
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function rows(
  simulation: Simulation,
  hour: SimulatedHour,
  feed: (typeof FEEDS)[number],
): Record<string, string>[] {
  const [header, ...lines] = text(simulation.csv(hour, feed)).trimEnd().split('\n');
  const names = (header ?? '').split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((value, i) => [names[i] ?? '', value])));
}

describe('simulation', () => {
  let province: Province;
  let simulation: Simulation;

  beforeAll(() => {
    province = createProvince({ seed: 4, subscribers: 3000, knownBefore: START });
    simulation = simulate(province);
  });

  it('gives the same bytes for the same seed', () => {
    const again = simulate(createProvince({ seed: 4, subscribers: 3000, knownBefore: START }));
    for (const feed of FEEDS) {
      expect(text(again.csv(again.hour(9), feed))).toBe(text(simulation.csv(simulation.hour(9), feed)));
    }
  });

  it('gives an hour the same bytes whatever was made before it', () => {
    const fresh = simulate(province);
    const alone = text(fresh.csv(fresh.hour(20), 'usage'));
    for (let index = 12; index < 20; index++) simulation.hour(index);
    expect(text(simulation.csv(simulation.hour(20), 'usage'))).toBe(alone);
    simulation.hour(-300);
    expect(text(simulation.csv(simulation.hour(20), 'usage'))).toBe(alone);
  });

  it('gives other bytes for another seed', () => {
    const other = simulate(createProvince({ seed: 5, subscribers: 3000, knownBefore: START }));
    expect(text(other.csv(other.hour(9), 'usage'))).not.toBe(
      text(simulation.csv(simulation.hour(9), 'usage')),
    );
  });

  it('hands events over in order of arrival, within their hour, none before it happened', () => {
    const hour = simulation.hour(10);
    for (const feed of FEEDS) {
      const { arrival, time, length } = hour[feed];
      for (let row = 0; row < length; row++) {
        expect(arrival[row]).toBeGreaterThanOrEqual(time[row] ?? Infinity);
        expect(arrival[row]).toBeGreaterThanOrEqual(arrival[row - 1] ?? hour.from);
        expect(arrival[row]).toBeLessThan(hour.to);
      }
    }
  });

  it('plants delays, duplicates and late events in the measure asked for', () => {
    const { arrival, time, serial, length } = simulation.hour(10).usage;
    const behind = Array.from({ length }, (_, row) => (arrival[row] ?? 0) - (time[row] ?? 0));
    expect(behind.filter((ms) => ms > 0).length / length).toBeGreaterThan(0.04);
    expect(behind.filter((ms) => ms > 300_000).length / length).toBeLessThan(0.006);
    expect(length - new Set(serial).size).toBeGreaterThan(0);
    expect((length - new Set(serial).size) / length).toBeLessThan(0.01);
  });

  it('writes signalling that the contract takes', () => {
    const hour = simulation.hour(8);
    for (const row of rows(simulation, hour, 'signalling')) {
      expect(SIGNALLING_TYPES).toContain(row['eventType']);
      expect(row['msisdn']).toMatch(/^\d{13}$/);
      expect((row['cellId'] ?? '') + (row['servingAreaId'] ?? '')).not.toBe('');
      expect(Number(row['eventTime'])).toBeGreaterThanOrEqual(hour.from);
      expect(Number(row['eventTime'])).toBeLessThan(hour.to);
    }
  });

  it('writes usage that the contract takes', () => {
    for (const row of rows(simulation, simulation.hour(8), 'usage')) {
      expect(SERVICES).toContain(row['service']);
      expect(row['msisdn']).toMatch(/^\d{13}$/);
      const data = row['service'] === 'data';
      if (!data) expect(DIRECTIONS).toContain(row['direction']);
      if (!data) expect(row['peerMsisdn']).toMatch(/^\d{1,20}$/);
      if (row['service'] === 'voice') expect(row['durationSeconds']).toMatch(/^\d+$/);
      if (data) expect(row['uplinkBytes']).toMatch(/^\d+$/);
      if (data) expect(row['downlinkBytes']).toMatch(/^\d+$/);
      expect(row['eventId']?.length).toBeLessThanOrEqual(64);
    }
  });

  it('writes lifecycle events with channels that exist', () => {
    const channels = new Set(province.geography.channels.map(({ channelId }) => channelId));
    const all = rows(simulation, simulation.hour(10), 'lifecycle');
    expect(all.length).toBeGreaterThan(10);
    for (const row of all) {
      expect(LIFECYCLE_TYPES).toContain(row['eventType']);
      expect(channels.has(row['channelId'] ?? '')).toBe(true);
    }
  });

  it('writes the same events as NDJSON, absent fields left out', () => {
    const hour = simulation.hour(8);
    for (const feed of FEEDS) {
      const objects = text(simulation.ndjson(hour, feed))
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as object);
      const fromCsv = rows(simulation, hour, feed).map((row) =>
        Object.fromEntries(CSV_FIELDS[feed].flatMap((name) => (row[name] === '' ? [] : [[name, row[name]]]))),
      );
      const asText = objects.map((o) =>
        Object.fromEntries(Object.entries(o).map(([k, v]) => [k, String(v)])),
      );
      expect(asText.map(sorted)).toEqual(fromCsv.map(sorted));
    }
  });

  it('makes a record at each end of a call between two of ours', () => {
    const ours = new Set(Array.from(province.people.msisdn, String));
    const calls = rows(simulation, simulation.hour(19), 'usage').filter(
      (row) =>
        row['service'] !== 'data' && ours.has(row['msisdn'] ?? '') && ours.has(row['peerMsisdn'] ?? ''),
    );
    const ends = (direction: string, swap: boolean): string[] => [
      ...new Set(
        calls
          .filter((row) => row['direction'] === direction)
          .map((row) => {
            const pair = [row['msisdn'], row['peerMsisdn']];
            return [
              row['eventTime'],
              row['service'],
              ...(swap ? pair.reverse() : pair),
              row['durationSeconds'],
            ].join();
          }),
      ),
    ];
    expect(calls.length).toBeGreaterThan(100);
    expect(ends('originating', false).sort()).toEqual(ends('terminating', true).sort());
  });

  it('lets the day rise and fall: nights are quiet, evenings are not', () => {
    const usage = (index: number): number => simulation.hour(index).usage.length;
    expect(usage(3) * 8).toBeLessThan(usage(19));
  });

  it('says nothing on a feed during its outage', () => {
    const quiet = createSimulation({
      province,
      plan: {
        ...livePlan(province.geography, 4, province.people.size),
        outages: [{ feed: 'usage', fromHour: 9, toHour: 11 }],
      },
      start: START,
    });
    expect(quiet.hour(9).usage.length).toBe(0);
    expect(quiet.hour(9).signalling.length).toBeGreaterThan(0);
    expect(quiet.hour(11).usage.length).toBeGreaterThan(0);
  });

  it('refuses a start that is no local midnight', () => {
    const plan = livePlan(province.geography, 4, province.people.size);
    expect(() => createSimulation({ province, plan, start: START + 1 })).toThrow(/not a local midnight/);
  });
});

function sorted(row: object): [string, unknown][] {
  return Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1));
}
