import { Inject, Injectable } from '@nestjs/common';
import { measureSms } from '../../adapters/channels/index.ts';
import type { Database } from '../../adapters/postgres/index.ts';
import type { Config } from '../../config/index.ts';
import { CONFIG, DATABASE } from '../../tokens.ts';
import { ContentService } from '../content/content.service.ts';
import { languageFor, render } from '../content/index.ts';
import { PolicyService } from '../policy/policy.service.ts';
import type { ContentLanguage, RunningScheme, TriggerDetection } from '../schemes/schemes.types.ts';
import { PastDetectionsService } from './past-detections.service.ts';
import { Replay, type Known, type Message, type Replayed } from './replay.ts';
import type { RehearsalResult } from './rehearsal.types.ts';

export interface RehearsalTask {
  readonly scheme: RunningScheme;
  /** That run, and may win. */
  readonly others: readonly RunningScheme[];
  readonly from: number;
  readonly to: number;
  listsOf(pseudonyms: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
}

const HOUR_MS = 3_600_000;

/** Plays the past through a scheme. Reads, and writes nothing. */
@Injectable()
export class RehearserService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(PolicyService) private readonly policy: PolicyService,
    @Inject(ContentService) private readonly content: ContentService,
    @Inject(PastDetectionsService) private readonly past: PastDetectionsService,
  ) {}

  async run(
    { scheme, others, from, to, listsOf }: RehearsalTask,
    progress: (share: number) => Promise<void>,
  ): Promise<RehearsalResult> {
    const replay = new Replay(scheme, others, {
      policy: this.policy.current,
      quietUntil: (at, timeZone) => this.policy.quietUntil(at, timeZone),
      message: (detection, language) => this.#message(scheme, detection, language),
    });
    const types = [...new Set([scheme, ...others].flatMap(({ trigger }) => trigger.types))];
    const past = await this.past.open(types, from, to);
    const share = (page: readonly Replayed[]) => ((page.at(-1)?.at ?? from) - from) / (to - from);
    const [first, second] = replay.hasRivals ? [0.3, 0.7] : [0, 1];
    if (replay.hasRivals) {
      for await (const page of past.pages()) {
        for (const each of page) replay.note(each);
        await progress(first * share(page));
      }
    }
    for await (const page of past.pages()) {
      await this.#takePage(replay, page, listsOf);
      await progress(first + second * share(page));
    }
    replay.finish();
    return this.#resultOf(replay, past.source, (to - from) / HOUR_MS);
  }

  async #takePage(
    replay: Replay,
    page: readonly Replayed[],
    listsOf: RehearsalTask['listsOf'],
  ): Promise<void> {
    const triggers = page.filter((each) => replay.isTrigger(each));
    const pseudonyms = triggers.map(({ detection }) => detection.subject.id);
    const facts = await this.policy.facts(this.database.db, pseudonyms);
    const lists = await listsOf(pseudonyms);
    for (const trigger of triggers) {
      const { id } = trigger.detection.subject;
      const profile = facts.profiles.get(id);
      const known: Known = {
        refused: facts.refused.has(id),
        consent: profile?.consent ?? false,
        profile: profile?.profile ?? null,
        language: profile?.language ?? null,
        timeZone: profile?.timeZone ?? null,
        listIds: lists.get(id) ?? [],
        contacts: facts.contacts.get(id) ?? [],
      };
      replay.take(trigger, known);
    }
  }

  #message(scheme: RunningScheme, detection: TriggerDetection, wanted: string | null): Message | null {
    const language: ContentLanguage = wanted === 'en' ? 'en' : 'zh-CN';
    for (const channel of [scheme.channel, scheme.fallbackChannel]) {
      if (channel === null || this.config.channels[channel] === undefined) continue;
      const taken = languageFor(scheme.content, language, channel);
      if (taken === null) continue;
      const text = render(scheme, taken, channel, this.content.variables(detection, taken));
      if (text !== null) return { channel, language: taken, text, segments: measureSms(text).segments };
    }
    return null;
  }

  #resultOf(replay: Replay, source: RehearsalResult['source'], hours: number): RehearsalResult {
    const { segmentPrice, currency } = this.config.campaigns;
    const amount = Math.round(replay.segments * segmentPrice * 100) / 100;
    return {
      source,
      funnel: replay.funnel(hours),
      cost: {
        messages: replay.messages,
        segments: replay.segments,
        amount,
        currency,
        pricePerSegment: segmentPrice,
      },
      samples: replay.samples,
    };
  }
}
