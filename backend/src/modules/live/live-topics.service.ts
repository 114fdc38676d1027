import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOGGER } from '../../tokens.ts';
import { Topic } from './topic.ts';

/** Topics that are filled by the features that own them. */
export const FEATURE_TOPICS = ['alerts', 'campaigns', 'map'] as const;
export type FeatureTopic = (typeof FEATURE_TOPICS)[number];

/** One thing of a topic: what lists and the wall show of it. */
export interface LiveEntry {
  readonly key: string;
  /** Whose people may see it; null: only those who may see everything. */
  readonly areaId: string | null;
  readonly value: Readonly<Record<string, unknown>>;
}

const RETRY_MS = 5_000;

/** Where features tell the live topics `alerts`, `campaigns` and `map` what there is: all of it at the start, then each change. */
@Injectable()
export class LiveTopics implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #topics = new Map<string, Topic>(FEATURE_TOPICS.map((name) => [name, new Topic(name)]));
  readonly #areas = new Map<string, Map<string, string | null>>(
    FEATURE_TOPICS.map((name) => [name, new Map()]),
  );
  readonly #loaders: { readonly topic: FeatureTopic; readonly load: () => Promise<readonly LiveEntry[]> }[] =
    [];
  #ended = false;

  constructor(@Inject(LOGGER) private readonly log: Logger) {}

  /** Says where what exists is read from; in `onModuleInit`. */
  register(topic: FeatureTopic, load: () => Promise<readonly LiveEntry[]>): void {
    this.#loaders.push({ topic, load });
  }

  /** Tells of a change, after its transaction; null: it is gone. */
  put(topic: FeatureTopic, key: string, areaId: string | null, value: LiveEntry['value'] | null): void {
    if (value === null) {
      this.#topics.get(topic)!.delete(key);
      this.#areas.get(topic)!.delete(key);
      return;
    }
    this.#areas.get(topic)!.set(key, areaId);
    this.#topics.get(topic)!.set(key, value);
  }

  get all(): readonly Topic[] {
    return [...this.#topics.values()];
  }

  /** The area of an entry; undefined when there is no such topic or entry. */
  areaOf(topic: string, key: string): string | null | undefined {
    return this.#areas.get(topic)?.get(key);
  }

  onApplicationBootstrap(): void {
    for (const { topic, load } of this.#loaders) void this.#fill(topic, load);
  }

  onApplicationShutdown(): void {
    this.#ended = true;
  }

  async #fill(topic: FeatureTopic, load: () => Promise<readonly LiveEntry[]>): Promise<void> {
    try {
      for (const { key, areaId, value } of await load()) {
        // What changed meanwhile is newer than what was read.
        if (this.#topics.get(topic)!.get(key) === undefined) this.put(topic, key, areaId, value);
      }
    } catch (err) {
      if (this.#ended) return;
      this.log.warn({ module: 'live', err, topic }, 'topic not filled');
      setTimeout(() => void this.#fill(topic, load), RETRY_MS).unref();
    }
  }
}
