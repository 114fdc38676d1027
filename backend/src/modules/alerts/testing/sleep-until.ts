import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until it is so, however long that takes. */
export async function sleepUntil(is: () => boolean): Promise<void> {
  while (!is()) await sleep(20);
}
