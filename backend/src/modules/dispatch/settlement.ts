import type { SubmitOutcome } from '../../adapters/channels/index.ts';
import { retryDelayMs } from '../../adapters/channels/index.ts';
import type { MessageChange } from './outbox.repository.ts';

/** Tries of one message by one channel. */
export const MAX_ATTEMPTS = 6;
/** After a try that never left: the channel is down or full. */
const NOT_TRIED_MS = 250;

/** What an outcome does to its message, after so many counted tries. */
export function changeAfter(
  submissionId: string,
  attempts: number,
  outcome: SubmitOutcome,
  random: () => number,
): MessageChange {
  if (outcome.outcome === 'accepted')
    return { submissionId, state: 'accepted', code: null, providerMessageId: outcome.providerMessageId };
  if (outcome.outcome === 'unknown') return { submissionId, state: 'unknown', code: outcome.reason };
  const { kind, code, notTried, retryAfterMs } = outcome;
  if (kind === 'permanent') return { submissionId, state: 'dead', code };
  if (notTried) {
    const delayMs = retryDelayMs(1, kind, random, NOT_TRIED_MS);
    return { submissionId, state: 'queued', code, delayMs, counted: false };
  }
  if (attempts >= MAX_ATTEMPTS) return { submissionId, state: 'dead', code };
  return { submissionId, state: 'queued', code, delayMs: retryDelayMs(attempts, kind, random, retryAfterMs) };
}
