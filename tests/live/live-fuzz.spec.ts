import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Weather } from './test-link.ts';
import { TestNetwork, TOPICS, type Station } from './test-network.ts';

/** What is left to repair after the worst is repaired within this, milliseconds. */
const REPAIRED_MS = 10_000;
/** A screen asks the time every 30 s: after this it has done so in good weather. */
const CLOCK_MS = 32_000;
/** Deltas that may wait at the server for one topic of a connection that takes nothing, and its answers. */
const MOST_HELD_BACK = TOPICS.length * 6 + 8;
/** Messages of one topic that may wait at a screen that paints nothing. */
const MOST_WAITING = TOPICS.length * 65;
const TEN_MINUTES = 600_000;

const milliseconds = (most: number) => fc.integer({ min: 1, max: most });
const weather: fc.Arbitrary<Weather> = fc.record({
  drop: fc.constantFrom(0, 0.05, 0.4),
  duplicate: fc.constantFrom(0, 0.3),
  delayMs: fc.constantFrom([5, 5] as const, [10, 90] as const, [0, 600] as const),
});
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('change' as const),
      topic: fc.constantFrom(...TOPICS),
      key: fc.constantFrom('area/1', 'area/2', 'flow/1/2', 'clock'),
      value: fc.option(fc.nat(99)),
      then: milliseconds(400),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: milliseconds(4_000) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('weather' as const), weather }) },
  fc.record({ do: fc.constant('cut' as const) }),
  fc.record({ do: fc.constant('unplug' as const), ms: milliseconds(20_000) }),
  fc.record({ do: fc.constant('restart' as const), downMs: milliseconds(8_000) }),
  fc.record({ do: fc.constant('hide' as const), ms: milliseconds(30_000) }),
  fc.record({ do: fc.constant('freeze' as const), ms: milliseconds(30_000) }),
  fc.record({ do: fc.constant('sleep' as const), ms: milliseconds(TEN_MINUTES) }),
  fc.record({ do: fc.constant('set clock' as const), by: fc.constantFrom(-TEN_MINUTES, TEN_MINUTES, 700) }),
  fc.record({ do: fc.constant('leave and come back' as const), topic: fc.constantFrom(...TOPICS) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Does a step to one screen or to the server; later things go on meanwhile. */
function take(network: TestNetwork, station: Station, now: Step): void {
  const { time, server } = network;
  const { link, screen, client } = station;
  switch (now.do) {
    case 'change':
      server.set(now.topic, now.key, now.value);
      return time.pass(now.then);
    case 'wait':
      return time.pass(now.ms);
    case 'weather':
      link.weather = now.weather;
      return;
    case 'cut':
      return link.cut();
    case 'unplug':
      link.unplugged = true;
      time.after(now.ms, () => (link.unplugged = false));
      return;
    case 'restart':
      server.stop();
      time.after(now.downMs, () => {
        if (!server.isUp) server.start();
      });
      return;
    case 'hide':
      network.show(station, false);
      time.after(now.ms, () => network.show(station, true));
      return;
    case 'freeze':
      screen.frozen = true;
      time.after(now.ms, () => (screen.frozen = false));
      return;
    case 'sleep':
      return screen.sleep(now.ms);
    case 'set clock':
      return server.setClock(now.by);
    case 'leave and come back':
      client.unsubscribe(now.topic);
      time.after(3, () => client.subscribe(now.topic));
  }
}

function play(seed: number, steps: readonly (readonly [number, Step])[]): TestNetwork {
  const network = new TestNetwork(seed);
  network.join();
  network.join((key) => key.startsWith('area/'));
  network.time.pass(1_000);
  for (const [who, now] of steps) {
    take(network, network.stations[who]!, now);
    for (const { client } of network.stations) expect(client.waiting).toBeLessThanOrEqual(MOST_WAITING);
  }
  network.calm();
  // A screen that sleeps wakes first.
  while (network.stations.some(({ screen }) => screen.isAsleep)) network.time.pass(1_000);
  return network;
}

describe('the live protocol between the real hub and the real client', () => {
  const scenario = fc.tuple(fc.nat(), fc.array(fc.tuple(fc.constantFrom(0, 1), step), { maxLength: 40 }));

  it('ends with the server’s state on every screen after drops, duplicates, reordering, outages and restarts', () => {
    fc.assert(
      fc.property(scenario, ([seed, steps]) => {
        const network = play(seed, steps);
        network.time.pass(REPAIRED_MS);
        for (const station of network.stations) {
          for (const topic of TOPICS) {
            expect(network.held(station, topic)).toEqual(network.expected(station, topic));
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('knows the server’s time within 250 ms, whoever sets which clock and however long the screen sleeps', () => {
    fc.assert(
      fc.property(scenario, ([seed, steps]) => {
        const network = play(seed, steps);
        network.time.pass(CLOCK_MS);
        for (const station of network.stations) expect(network.clockError(station)).toBeLessThanOrEqual(250);
      }),
      { numRuns: 500 },
    );
  });

  it('lets nothing pile up, neither at the server nor at the screen, and paints at most ten times a second', () => {
    fc.assert(
      fc.property(scenario, ([seed, steps]) => {
        const network = play(seed, steps);
        network.time.pass(REPAIRED_MS);
        for (const { link, client, paints } of network.stations) {
          expect(link.mostHeldBack).toBeLessThanOrEqual(MOST_HELD_BACK);
          expect(client.waiting).toBeLessThanOrEqual(MOST_WAITING);
          // The eleventh paint after one comes at least a second later, but for the frame it is aligned to.
          paints.forEach((at, index) => expect((paints[index + 11] ?? Infinity) - at).toBeGreaterThan(1_000));
        }
      }),
      { numRuns: 300 },
    );
  });
});
