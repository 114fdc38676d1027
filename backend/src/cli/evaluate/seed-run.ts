import { randomBytes } from 'node:crypto';
import type { Detection, Engine, EngineSettings } from '@tidewall/streams';
import { openEngine } from '../../adapters/engine/open-engine.ts';
import { evaluate, type Evaluation } from './evaluation.ts';
import { lastRevisions, truthsOf } from './read-findings.ts';
import type { SeedRunPlan } from './seed-run.protocol.ts';
import { SeedThread } from './seed-thread.ts';

/** Hours made ahead of the one being judged. */
const AHEAD = 3;

export interface SeedResult {
  readonly plan: SeedRunPlan;
  readonly evaluation: Evaluation;
  readonly events: number;
  readonly seconds: number;
}

/**
 * Simulates a run, judges it as `replay --close` does and scores what came out, all in this process: a data set of this
 * size would be gigabytes of files.
 */
export async function runSeed(
  plan: SeedRunPlan,
  settings: EngineSettings,
  toleranceMs: number,
  onHour: (hour: number, hours: number) => void,
): Promise<SeedResult> {
  const began = performance.now();
  const { engine } = openEngine(settings, randomBytes(32));
  const thread = new SeedThread(plan);
  try {
    const detections = await judge(engine, thread, plan.days * 24, onHour);
    const { truths } = await thread.ask('truth');
    const homes = await engine.learnedHomes();
    const learnedHomes = new Map(homes.map(({ msisdn, areaId }) => [msisdn ?? '', areaId]));
    const evaluation = evaluate({
      truths: truthsOf(truths),
      detections: lastRevisions(detections),
      learnedHomes,
      toleranceMs,
    });
    const { sources } = await engine.counters();
    const events = sources.reduce((sum, { stored }) => sum + stored, 0);
    return { plan, evaluation, events, seconds: (performance.now() - began) / 1000 };
  } finally {
    await thread.stop();
    await engine.close();
  }
}

async function judge(
  engine: Engine,
  thread: SeedThread,
  hours: number,
  onHour: (hour: number, hours: number) => void,
): Promise<Detection[]> {
  await engine.setReference((await thread.ask('reference')).files);
  const ahead = Array.from({ length: Math.min(AHEAD, hours) }, () => thread.ask('hour'));
  const detections: Detection[] = [];
  const sources = new Set<string>();
  for (let hour = 0; hour < hours; hour++) {
    const made = ahead.shift();
    if (made === undefined) break;
    if (hour + AHEAD < hours) ahead.push(thread.ask('hour'));
    const { feeds } = await made;
    for (const { feed } of feeds) {
      const source = `simulator:${feed}`;
      if (!sources.has(source)) await engine.open(source, feed);
      sources.add(source);
    }
    for (const { feed, bytes } of feeds) {
      const chunk = { feed, bytes, format: { kind: 'csv' }, firstLine: 1, now: null } as const;
      const step = await engine.ingest({ source: `simulator:${feed}`, ...chunk });
      for (const detection of step.detections) detections.push(detection);
    }
    onHour(hour + 1, hours);
  }
  for (const source of sources) detections.push(...(await engine.finish(source)).detections);
  detections.push(...(await engine.drain(true)).detections);
  return detections;
}
