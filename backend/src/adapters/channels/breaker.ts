import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  handleWhenResult,
  SamplingBreaker,
  type CircuitBreakerPolicy,
} from 'cockatiel';
import {
  notTried,
  type Channel,
  type ChannelLog,
  type ChannelStatus,
  type SubmitOutcome,
} from './channel.ts';

export interface BreakerOptions {
  /** Opens when more than this share of the tries fail… */
  readonly failureShare: number;
  /** …over so long, */
  readonly overMs: number;
  /** and there are at least so many a second on average. */
  readonly minimumPerSecond: number;
  /** How long nothing is tried then, before one is. */
  readonly openForMs: number;
}

/**
 * Puts a circuit breaker before a channel: while the provider fails, nothing is tried. Refusals of single messages
 * and throttling are no faults of the provider and do not count.
 */
export function withBreaker(channel: Channel, options: BreakerOptions, log: ChannelLog): Channel {
  const policy = circuitBreaker(
    handleWhenResult((result) => isFault(result as SubmitOutcome)),
    {
      halfOpenAfter: options.openForMs,
      breaker: new SamplingBreaker({
        threshold: options.failureShare,
        duration: options.overMs,
        minimumRps: options.minimumPerSecond,
      }),
    },
  );
  policy.onStateChange((state) => {
    log(state === CircuitState.Open ? 'warn' : 'info', 'circuit breaker moved', { state: STATES[state] });
  });
  return {
    name: channel.name,
    receipts$: channel.receipts$,
    replies$: channel.replies$,
    submit: (message) => guarded(policy, () => channel.submit(message)),
    status: () => ({ ...channel.status(), breaker: STATES[policy.state] }),
    close: () => channel.close(),
  };
}

const STATES: Readonly<Record<CircuitState, ChannelStatus['breaker']>> = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.Open]: 'open',
  [CircuitState.HalfOpen]: 'half-open',
  [CircuitState.Isolated]: 'open',
};

async function guarded(
  policy: CircuitBreakerPolicy,
  submit: () => Promise<SubmitOutcome>,
): Promise<SubmitOutcome> {
  // The policy would let the others wait for the one that is being tried, for as long as that takes.
  if (policy.state === CircuitState.HalfOpen) return breakerOpen();
  try {
    return await policy.execute(submit);
  } catch (error) {
    if (error instanceof BrokenCircuitError) return breakerOpen();
    throw error;
  }
}

function isFault(result: SubmitOutcome): boolean {
  return result.outcome === 'unknown' || (result.outcome === 'failed' && result.kind === 'transient');
}

function breakerOpen(): SubmitOutcome {
  return notTried('transient', 'breaker-open', 'the provider has been failing; it is tried again soon');
}
