import { Inject, Injectable } from '@nestjs/common';
import type { Detection } from '@tidewall/streams';
import { DetectionHistoryService } from '../history/detection-history.service.ts';
import { InboxService } from '../inbox/inbox.service.ts';
import type { TriggerType } from '../schemes/schemes.types.ts';
import type { Replayed } from './replay.ts';

const HOUR_MS = 3_600_000;

export interface Past {
  readonly source: 'inbox' | 'store';
  /** In order of time, page by page; to be gone through as often as needed. */
  pages(): AsyncGenerator<readonly Replayed[]>;
}

/** Detections of the past hours: as they were handed over, or from the store where these do not reach back so far. */
@Injectable()
export class PastDetectionsService {
  constructor(
    @Inject(InboxService) private readonly inbox: InboxService,
    @Inject(DetectionHistoryService) private readonly history: DetectionHistoryService,
  ) {}

  async open(types: readonly TriggerType[], from: number, to: number): Promise<Past> {
    if (await this.#inboxReachesBack(from))
      return { source: 'inbox', pages: () => this.#handedOver(types, from, to) };
    return { source: 'store', pages: () => this.#stored(types, from, to) };
  }

  /** There is something in its first hour: history that was filled in at the start was never handed over. */
  async #inboxReachesBack(from: number): Promise<boolean> {
    const first = await this.inbox.read(from, from + HOUR_MS).next();
    return first.done !== true;
  }

  async *#handedOver(types: readonly TriggerType[], from: number, to: number) {
    for await (const page of this.inbox.read(from, to, types))
      yield page.map(({ receivedAt, detection }): Replayed => ({ at: receivedAt, detection }));
  }

  /** Hour by hour: the store gives the newest first. */
  async *#stored(types: readonly TriggerType[], from: number, to: number) {
    for (let hour = from; hour < to; hour += HOUR_MS) {
      const span = { fromMs: hour, toMs: Math.min(to, hour + HOUR_MS) };
      const found: Detection[] = [];
      for (const type of types) for await (const page of this.history.ofType(type, span)) found.push(...page);
      yield found
        .map((detection): Replayed => ({ at: Date.parse(detection.eventTime), detection }))
        .sort((a, b) => a.at - b.at);
    }
  }
}
