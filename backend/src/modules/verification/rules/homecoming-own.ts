import type { EventRow } from '../rows.ts';
import type { RuleCheck, Scene } from '../scene.ts';
import { DAY_MS, MINUTE_MS } from '../times.ts';
import { LEVELS } from '../world.ts';

interface Observation {
  readonly time: number;
  readonly home: boolean;
  readonly areaId: string;
  readonly cellId: string;
  /** Home of the subscriber then. */
  readonly homeAreaId: string;
}

/** What has been seen of a subscriber since its home town is the present one. */
interface Story {
  readonly town: string | null;
  readonly observations: Observation[];
}

/** homecoming/own: written over all observations of a subscriber with one home town at once. */
export class OwnHomecoming implements RuleCheck {
  readonly #scene: Scene;
  readonly #stories = new Map<string, Story>();

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  row(row: EventRow): void {
    if (row.feed === 'lifecycle') return;
    const { people, places } = this.#scene;
    if (!people.ours(row.subscriber)) return;
    const homeAreaId = people.home(row.subscriber);
    const town = this.#homeTown(homeAreaId, row.time);
    const { observations } = this.#story(row, town);
    const areaId = places.of(row.cellId, row.areaId);
    if (areaId === null || homeAreaId === null || town === null) return;
    const home = places.chain(areaId).includes(town);
    // A place that contains the home town says nothing.
    if (!home && places.chain(town).includes(areaId)) return;
    observations.push({ time: row.time, home, areaId, cellId: row.cellId, homeAreaId });
  }

  finish(until: number): void {
    for (const [subscriber, story] of this.#stories) this.#tell(subscriber, story, until);
  }

  /** With another home town another story begins; what is under way comes to nothing. */
  #story(row: EventRow, town: string | null): Story {
    const current = this.#stories.get(row.subscriber);
    if (current?.town === town) return current;
    if (current !== undefined) this.#tell(row.subscriber, current, row.time);
    const story: Story = { town, observations: [] };
    this.#stories.set(row.subscriber, story);
    return story;
  }

  #tell(subscriber: string, { observations }: Story, until: number): void {
    this.#trips(subscriber, this.#withoutPingPong(observations, until));
  }

  #homeTown(homeAreaId: string | null, time: number): string | null {
    if (homeAreaId === null) return null;
    const level = this.#rule(homeAreaId, time).values.homeLevel;
    return this.#scene.places.at(homeAreaId, LEVELS[level] ?? 'city');
  }

  #rule(homeAreaId: string, time: number) {
    return this.#scene.world.thresholds('homecoming/own', homeAreaId, time);
  }

  /**
   * Leaves out observations between two of the other side that are close together. Those that the future may still leave
   * out are not decided and left out too.
   */
  #withoutPingPong(observations: readonly Observation[], until: number): readonly Observation[] {
    const before = otherSideBefore(observations);
    const after = otherSideBefore([...observations].reverse()).reverse();
    return observations.filter((observation, at) => {
      const from = before[at] ?? null;
      if (from === null) return true;
      const limit = this.#rule(observation.homeAreaId, observation.time).values.pingPongSeconds * 1000;
      return (after[at] ?? until) - from > limit;
    });
  }

  #trips(subscriber: string, observations: readonly Observation[]): void {
    let trip: Observation[] | null = null;
    let candidate: Observation[] = [];
    for (const observation of observations) {
      if (!observation.home) {
        (trip ??= []).push(observation);
        candidate = [];
        continue;
      }
      if (trip === null) continue;
      candidate.push(observation);
      const { minDwellMinutes } = this.#rule(observation.homeAreaId, observation.time).values;
      if (observation.time - candidate[0]!.time < minDwellMinutes * MINUTE_MS || candidate.length < 2)
        continue;
      this.#returned(subscriber, trip, candidate);
      trip = null;
      candidate = [];
    }
  }

  #returned(subscriber: string, trip: readonly Observation[], candidate: readonly Observation[]): void {
    const { zone } = this.#scene.world;
    const away = candidate[0]!.time - trip[0]!.time;
    const confirmed = candidate.at(-1)!;
    const { values, version } = this.#rule(confirmed.homeAreaId, confirmed.time);
    if (away < values.minAwayDays * DAY_MS) return;
    this.#scene.report({
      type: 'homecoming',
      subtype: 'own',
      time: confirmed.time,
      subject: { kind: 'subscriber', id: subscriber },
      areaId: confirmed.areaId,
      hotspotId: null,
      severity: 'info',
      revision: 0,
      evidence: {
        awaySince: zone.format(trip[0]!.time),
        awayDays: Math.round((away / DAY_MS) * 100) / 100,
        awayAreaIds: mostFrequent(trip.map(({ areaId }) => areaId)).slice(0, 3),
        returnedAt: zone.format(candidate[0]!.time),
        confirmedAt: zone.format(confirmed.time),
        cells: [...new Set(candidate.map(({ cellId }) => cellId))].filter((cell) => cell !== ''),
        thresholds: version,
      },
    });
  }
}

/** For each observation the time of the last one before it on the other side. */
function otherSideBefore(observations: readonly Observation[]): (number | null)[] {
  const last = { home: null as number | null, away: null as number | null };
  return observations.map(({ time, home }) => {
    last[home ? 'home' : 'away'] = time;
    return last[home ? 'away' : 'home'];
  });
}

/** Distinct texts, the most frequent first; equally frequent ones by text. */
function mostFrequent(texts: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([text]) => text);
}
