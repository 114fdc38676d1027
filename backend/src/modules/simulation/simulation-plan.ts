import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TimeZone } from '@tidewall/streams';
import { z } from 'zod';

const FILE = 'simulation.json';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Local time at which an accelerated simulation goes live: people are about to wake up. */
const LIVE_FROM_HOUR = 6;

export interface SimulationSettings {
  readonly dataDir: string;
  readonly timeZone: string;
  readonly seed: number;
  readonly subscribers: number;
  /** Simulated seconds a wall second; 1 is real time. */
  readonly speed: number;
  readonly historyDays: number;
}

const planSchema = z.object({
  seed: z.number(),
  subscribers: z.number(),
  historyDays: z.number(),
  /** Local midnight of the day that goes live, epoch milliseconds. */
  dayStart: z.number(),
  offsetMinutes: z.number(),
});

/** What a simulation was begun with: it stays so for the life of the data directory. */
export type SimulationPlan = z.output<typeof planSchema>;

/** The plan kept in the data directory, else one for today, kept from now on. */
export function openPlan(settings: SimulationSettings, now: number): SimulationPlan {
  const path = join(settings.dataDir, FILE);
  const kept = readKept(path);
  if (kept !== null) return kept;
  const zone = new TimeZone(settings.timeZone);
  const { seed, subscribers, historyDays } = settings;
  const dayStart = zone.dayStart(zone.dayOf(now));
  const plan = { seed, subscribers, historyDays, dayStart, offsetMinutes: zone.offsetAt(dayStart) / 60_000 };
  mkdirSync(settings.dataDir, { recursive: true });
  writeFileSync(`${path}.tmp`, `${JSON.stringify(plan)}\n`, { flush: true });
  renameSync(`${path}.tmp`, path);
  return plan;
}

export function historyFrom(plan: SimulationPlan): number {
  return plan.dayStart - plan.historyDays * DAY_MS;
}

/** Where history ends and the live part begins: six in the morning, or now when it runs in real time. */
export function liveFrom(plan: SimulationPlan, speed: number, now: number): number {
  return speed === 1 ? now : plan.dayStart + LIVE_FROM_HOUR * HOUR_MS;
}

function readKept(path: string): SimulationPlan | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return null;
  }
  return planSchema.parse(JSON.parse(text));
}
