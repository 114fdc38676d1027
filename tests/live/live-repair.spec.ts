import { describe, expect, it } from '@jest/globals';
import { CALM } from './test-link.ts';
import { TestNetwork, type Station } from './test-network.ts';

const KEY = 'area/1';

function setUp(): { network: TestNetwork; station: Station } {
  const network = new TestNetwork(1);
  const station = network.join();
  network.time.pass(3_000);
  return { network, station };
}

const shown = ({ client }: Station): unknown => client.state('overview')?.entries.get(KEY);

/** Virtual milliseconds until the screen shows the value. */
function until(network: TestNetwork, station: Station, value: unknown): number {
  const began = network.time.now;
  while (shown(station) !== value) {
    if (network.time.now - began > 60_000) throw new Error('never shown');
    network.time.pass(10);
  }
  return network.time.now - began;
}

describe('a screen', () => {
  it('shows a change within a tick, a frame and the way', () => {
    const { network, station } = setUp();
    network.server.set('overview', KEY, 7);
    expect(until(network, station, 7)).toBeLessThanOrEqual(150);
  });

  it('has a fresh snapshot within a second of a gap', () => {
    const { network, station } = setUp();
    station.link.weather = { ...CALM, drop: 1 };
    network.server.set('overview', KEY, 7);
    network.time.pass(150);
    station.link.weather = CALM;
    // The next message, a heartbeat at the latest, shows the gap.
    network.server.set('overview', 'area/2', 1);
    expect(until(network, station, 7)).toBeLessThanOrEqual(1_000);
  });

  it('is live again within 3 s of an outage of 30 s, and keeps what it showed meanwhile', () => {
    for (let seed = 0; seed < 200; seed++) {
      const network = new TestNetwork(seed);
      const station = network.join();
      network.server.set('overview', KEY, 'before');
      network.time.pass(3_000 + seed);
      station.link.unplugged = true;
      network.time.pass(10_000);
      expect(station.client.silentMs()).toBeGreaterThan(8_000);
      expect(shown(station)).toBe('before');
      network.server.set('overview', KEY, 'after');
      network.time.pass(20_000);
      station.link.unplugged = false;
      expect(until(network, station, 'after')).toBeLessThanOrEqual(3_000);
    }
  });

  it('comes back at another time than others that lost the same server', () => {
    const network = new TestNetwork(3);
    const stations = Array.from({ length: 200 }, () => network.join());
    network.time.pass(2_000);
    network.server.stop();
    network.time.pass(30_000);
    network.server.start();
    const back = new Map<Station, number>();
    for (let ms = 0; ms < 3_000; ms += 10) {
      network.time.pass(10);
      for (const station of stations) if (station.link.connected && !back.has(station)) back.set(station, ms);
    }
    expect(back.size).toBe(200);
    const tenths = Map.groupBy(back.values(), (ms) => Math.floor(ms / 100));
    expect(Math.max(...[...tenths.values()].map((those) => those.length))).toBeLessThan(60);
  });

  it('catches up with one snapshot of a topic after it was hidden, and was sent nothing meanwhile', () => {
    const { network, station } = setUp();
    network.show(station, false);
    network.time.pass(1_000);
    const received = station.link.received;
    for (let second = 0; second < 60; second++) {
      network.server.set('overview', KEY, second);
      network.time.pass(1_000);
    }
    expect(station.link.received).toBe(received);
    const paints = station.paints.length;
    network.show(station, true);
    expect(until(network, station, 59)).toBeLessThanOrEqual(250);
    expect(station.paints.length).toBe(paints + 1);
  });

  it('asks no more than once a second while nobody answers', () => {
    const { network, station } = setUp();
    network.server.set('overview', KEY, 7);
    station.link.weather = { ...CALM, drop: 0.9 };
    const attempts = station.link.attempts;
    network.time.pass(60_000);
    expect(station.link.attempts - attempts).toBeLessThan(60);
    station.link.weather = CALM;
    expect(until(network, station, 7)).toBeLessThanOrEqual(10_000);
  });
});
