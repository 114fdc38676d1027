import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { Gauge } from 'prom-client';
import { LOGGER, SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import { ChannelsService } from '../channels/channels.service.ts';
import { DecisionsService } from '../dispatch/decisions.service.ts';
import { LiveTopics } from '../live/live-topics.service.ts';
import { MetricsService } from '../metrics/metrics.service.ts';
import type { DecisionState } from '../policy/policy.types.ts';
import { differenceOf } from './balance.ts';

export interface LedgerLine {
  readonly minute: number;
  readonly schemeId: string;
  readonly triggers: number;
  readonly byReason: Readonly<Partial<Record<DecisionState, number>>>;
  /** Triggers without a reason: 0 when it adds up. */
  readonly difference: number;
}

const MINUTE_MS = 60_000;
/** Lines that still change are looked at again. */
const CHECKED_MS = 60 * MINUTE_MS;
const TOPIC_KEY = 'ledger';

/** Each minute: whether every trigger has a reason. */
@Injectable()
export class LedgerService implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #log: Logger;
  readonly #triggers: Gauge<'reason'>;
  readonly #difference: Gauge;
  #timer: NodeJS.Timeout | undefined;
  #off = 0;

  constructor(
    @Inject(DecisionsService) private readonly decisions: DecisionsService,
    @Inject(MetricsService) metrics: MetricsService,
    @Inject(LiveTopics) private readonly topics: LiveTopics,
    @Inject(ChannelsService) channels: ChannelsService,
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.#log = logger.child({ module: 'ledger' });
    const registers = [metrics.registry];
    this.#triggers = new Gauge({
      name: 'tidewall_triggers_hour',
      help: 'Triggers of the last hour by what became of them',
      labelNames: ['reason'],
      registers,
    });
    this.#difference = new Gauge({
      name: 'tidewall_triggers_unexplained',
      help: 'Triggers of the last hour without a reason: 0, or something is wrong',
      registers,
    });
    void new Gauge({
      name: 'tidewall_channel_in_flight_messages',
      help: 'Messages without an answer yet, by channel',
      labelNames: ['channel'],
      registers,
      collect() {
        for (const { name, inFlight } of channels.statuses()) this.set({ channel: name }, inFlight);
      },
    });
  }

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.check(), MINUTE_MS);
  }

  onApplicationShutdown(): void {
    clearInterval(this.#timer);
  }

  async lines(from: number, to: number, schemeId?: string): Promise<readonly LedgerLine[]> {
    const counts = await this.decisions.byMinute(from, to, schemeId);
    return counts.map((line) => ({ ...line, difference: differenceOf(line) }));
  }

  /** Looks at the last hour; says so when it does not add up, and when it does again. */
  async check(): Promise<void> {
    try {
      const now = this.clock.now();
      const lines = await this.lines(now - CHECKED_MS, now + MINUTE_MS);
      this.#tell(lines);
    } catch (err) {
      this.#log.warn({ err }, 'ledger not checked');
    }
  }

  #tell(lines: readonly LedgerLine[]): void {
    const sums = new Map<string, number>();
    for (const { byReason } of lines)
      for (const [reason, count] of Object.entries(byReason))
        sums.set(reason, (sums.get(reason) ?? 0) + count);
    this.#triggers.reset();
    for (const [reason, count] of sums) this.#triggers.set({ reason }, count);
    const wrong = lines.filter(({ difference }) => difference !== 0);
    const off = wrong.reduce((sum, { difference }) => sum + Math.abs(difference), 0);
    this.#difference.set(off);
    if (off === this.#off) return;
    this.#off = off;
    if (off === 0) this.#log.info('the ledger of triggers adds up again');
    else this.#log.error({ off, lines: wrong.slice(0, 10) }, 'the ledger of triggers does not add up');
    this.topics.put('campaigns', TOPIC_KEY, null, off === 0 ? null : { kind: 'ledger', unexplained: off });
  }
}
