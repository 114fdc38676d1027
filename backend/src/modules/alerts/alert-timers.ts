import type { Transaction } from '../../adapters/postgres/index.ts';
import type { JobsService } from '../jobs/jobs.service.ts';

/** Where everything that comes due of an alert is handled. */
export const TIMER_QUEUE = 'alerts.timers';

/** What comes due: a reminder, the due time, tracking after it, and the end of tracking. */
export const TIMERS = ['remind', 'escalate', 'track', 'finish'] as const;
export type Timer = (typeof TIMERS)[number];

export interface Due {
  readonly alertId: string;
  readonly round: number;
  readonly timer: Timer;
}

/** Sets a timer: one of its kind, round and time. It is there when, and only when, the transaction is committed. */
export async function setTimer(jobs: JobsService, tx: Transaction, due: Due, at: number): Promise<void> {
  const key = `${due.alertId}/${due.round}/${due.timer}/${at}`;
  await jobs.send(TIMER_QUEUE, { ...due }, { key, at, tx });
}

/** What a job carries, undefined when it is nothing of ours. */
export function dueOf(data: Readonly<Record<string, unknown>>): Due | undefined {
  const { alertId, round } = data;
  const timer = TIMERS.find((known) => known === data['timer']);
  return typeof alertId === 'string' && typeof round === 'number' && timer
    ? { alertId, round, timer }
    : undefined;
}
