import type { Figure } from './figure.ts';

/** Time that a piece of work took. */
export interface Spent {
  readonly wallSeconds: number;
  /** Processor seconds of all threads of this process: garbage collection and compilation are part of the price. */
  readonly cpuSeconds: number;
}

/** Runs work once, by default after a garbage collection. */
export async function timed(
  work: () => Promise<void> | void,
  { collect = true }: { readonly collect?: boolean } = {},
): Promise<Spent> {
  if (collect) globalThis.gc?.();
  const cpu = process.cpuUsage();
  const began = performance.now();
  await work();
  const wallSeconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { wallSeconds, cpuSeconds: (user + system) / 1e6 };
}

/** Rates of `events` in the time spent. */
export function rates(
  events: number,
  { wallSeconds, cpuSeconds }: Spent,
): Pick<Figure, 'events' | 'eventsPerSecond' | 'eventsPerCoreSecond'> {
  return { events, eventsPerSecond: events / wallSeconds, eventsPerCoreSecond: events / cpuSeconds };
}

const WARM_UP_MS = 300;
const MEASURE_MS = 1_500;

/** Repeats a step that handles `events` events until the figure is steady, after a warm-up. */
export async function repeated(name: string, events: number, step: () => void): Promise<Figure> {
  const warmUntil = performance.now() + WARM_UP_MS;
  while (performance.now() < warmUntil) step();
  let rounds = 0;
  const spent = await timed(() => {
    const until = performance.now() + MEASURE_MS;
    for (; performance.now() < until; rounds++) step();
  });
  return { name, ...rates(events * rounds, spent) };
}
