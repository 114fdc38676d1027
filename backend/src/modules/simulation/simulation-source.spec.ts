import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FEEDS, type Feed, type Judged } from '@tidewall/streams';
import { createProvince, createSimulation, livePlan } from '@tidewall/streams/simulator';
import type { SourceBody } from '../pipeline/pipeline-host.ts';
import type { PipelineStatus } from '../pipeline/pipeline.types.ts';
import { historyFrom, openPlan, type SimulationSettings } from './simulation-plan.ts';
import { SimulationSource, type SimulationSink } from './simulation-source.ts';

const HOUR_MS = 3_600_000;
const JUDGED: Judged = { read: 0, stored: 0, duplicate: 0, late: 0, rejected: 0, rejections: [] };

/** Takes what the simulation gives and keeps positions, as the pipeline does over a restart. */
class KeepingSink implements SimulationSink {
  positions: Record<string, number> = {};
  files: ReturnType<SimulationSink['reference']> = {};
  readonly bodies: SourceBody[] = [];
  readonly fractions: number[] = [];
  checkpoints = 0;
  resets = 0;

  reference = () => this.files;
  putReferences(files: ReturnType<SimulationSink['reference']>): Promise<void> {
    this.files = files;
    return Promise.resolve();
  }
  ingestPatiently(body: SourceBody): Promise<Judged> {
    this.bodies.push(body);
    this.positions[body.source] = body.position;
    return Promise.resolve(JUDGED);
  }
  skip(source: string, _feed: Feed, position: number): Promise<void> {
    this.positions[source] = position;
    return Promise.resolve();
  }
  setBackfill(backfill: PipelineStatus['backfill']): void {
    if (backfill !== null) this.fractions.push(backfill.fraction);
  }
  checkpoint(): Promise<void> {
    this.checkpoints += 1;
    return Promise.resolve();
  }
  reset(): void {
    this.resets += 1;
  }
}

let settings: SimulationSettings;
beforeEach(async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'tidewall-simulation-'));
  const fixed = { timeZone: 'Asia/Shanghai', seed: 3, subscribers: 200, speed: 3_600, historyDays: 0 };
  settings = { dataDir, ...fixed };
});
afterEach(async () => {
  await rm(settings.dataDir, { recursive: true, force: true });
});

async function runFor(sink: KeepingSink, liveMs: number): Promise<SimulationSource> {
  const source = new SimulationSource(settings, () => undefined);
  await source.start(sink);
  await new Promise((resolve) => setTimeout(resolve, liveMs));
  await source.stop();
  return source;
}

/** All lines of a feed handed over from the first hour on until `until`. */
function expectedLines(feed: Feed, until: number): string[] {
  const plan = openPlan(settings, 0);
  const { seed, subscribers } = settings;
  const province = createProvince({ seed, subscribers, knownBefore: historyFrom(plan) });
  const simulation = createSimulation({
    province,
    plan: livePlan(province.geography, seed, subscribers),
    start: plan.dayStart,
  });
  const lines: string[] = [];
  for (let index = 0; plan.dayStart + index * HOUR_MS < until; index += 1) {
    const hour = simulation.hour(index);
    const due = hour[feed].arrival.filter((arrival) => arrival < until).length;
    lines.push(...linesOf(simulation.csv(hour, feed)).slice(0, due));
  }
  return lines;
}

function linesOf(bytes: Uint8Array): string[] {
  return new TextDecoder().decode(bytes).trimEnd().split('\n').slice(1);
}

describe('simulation source', () => {
  it('gives each event once, in order, over a restart: history quietly, then live', async () => {
    const sink = new KeepingSink();
    const first = await runFor(sink, 600);
    const stoppedAt = Math.max(...Object.values(sink.positions));
    expect(Object.keys(sink.files)).toContain('areas');
    expect([sink.checkpoints, sink.resets]).toEqual([1, 1]);
    expect(sink.fractions[0]).toBe(0);
    expect(sink.bodies.some(({ quiet }) => quiet) && sink.bodies.some(({ quiet }) => !quiet)).toBe(true);
    expect(first.clock.now()).toBeGreaterThanOrEqual(stoppedAt);

    const second = await runFor(sink, 300);
    expect([sink.checkpoints, sink.resets]).toEqual([1, 2]);
    expect(second.clock.now()).toBeGreaterThan(stoppedAt);
    for (const feed of FEEDS) {
      const given = sink.bodies.filter((body) => body.feed === feed).flatMap(({ bytes }) => linesOf(bytes));
      expect(given).toEqual(expectedLines(feed, sink.positions[`simulator:${feed}`] ?? 0));
    }
  });
});
