import type { EventRow } from '../rows.ts';
import type { Contact, Scene } from '../scene.ts';
import { Moments, valueOf } from '../times.ts';

/** New numbers of one area over all days: ours, and those of each rival. */
interface AreaNumbers {
  readonly own: Moments;
  readonly rivals: Map<string, Moments>;
}

/** Who changed in an area at the present instant. */
export interface Changes {
  own: boolean;
  readonly rivals: Set<string>;
}

/** Own and rival new numbers of a span. */
export interface NewCounts {
  readonly ownNew: number;
  readonly rivalNew: number;
}

/** One rival, or null for all of them. */
export type Party = string | null;

/** New numbers as they come, by area of every level. */
export class NewNumbers {
  readonly #scene: Scene;
  readonly #areas = new Map<string, AreaNumbers>();
  readonly #countedOwn = new Set<string>();
  #countedDay = Number.NaN;
  #changes = new Map<string, Changes>();

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  get areas(): Iterable<string> {
    return this.#areas.keys();
  }

  row(row: EventRow, contact: Contact | null): void {
    if (row.feed === 'lifecycle') this.#lifecycle(row);
    else if (contact?.appears) {
      const { world, people } = this.#scene;
      const areaId = world.cellArea.get(row.cellId) ?? people.home(row.subscriber);
      if (areaId !== null) this.#add(areaId, row.time, contact.operatorId);
    }
  }

  /** Areas in which something changed since the last call. */
  takeChanges(): ReadonlyMap<string, Changes> {
    const changes = this.#changes;
    if (changes.size > 0) this.#changes = new Map();
    return changes;
  }

  rivalsOf(areaId: string): string[] {
    return [...(this.#areas.get(areaId)?.rivals.keys() ?? [])];
  }

  /** New numbers of an area in `[from, upTo]`. */
  count(areaId: string, party: Party, from: number, upTo: number): NewCounts {
    const area = this.#areas.get(areaId);
    if (area === undefined) return { ownNew: 0, rivalNew: 0 };
    const rivals = party === null ? [...area.rivals.values()] : [area.rivals.get(party)];
    return {
      ownNew: area.own.countFrom(from, upTo),
      rivalNew: rivals.reduce((sum, moments) => sum + (moments?.countFrom(from, upTo) ?? 0), 0),
    };
  }

  #lifecycle(row: EventRow): void {
    if (row.kind !== 'activated' && row.kind !== 'ported-in') return;
    const { world } = this.#scene;
    const channelArea = world.channels.get(row.channelId)?.areaId ?? null;
    const areaId = world.areas.has(row.areaId) ? row.areaId : channelArea;
    const day = world.zone.dayOf(row.time);
    if (day !== this.#countedDay) this.#countedOwn.clear();
    this.#countedDay = day;
    if (areaId === null || this.#countedOwn.has(row.subscriber)) return;
    this.#countedOwn.add(row.subscriber);
    this.#add(areaId, row.time, null);
  }

  #add(areaId: string, time: number, rival: string | null): void {
    for (const id of this.#scene.places.chain(areaId)) {
      const area = valueOf(this.#areas, id, () => ({
        own: new Moments(),
        rivals: new Map<string, Moments>(),
      }));
      const changes = valueOf(this.#changes, id, (): Changes => ({ own: false, rivals: new Set() }));
      if (rival === null) changes.own = true;
      else changes.rivals.add(rival);
      if (rival === null) area.own.add(time);
      else valueOf(area.rivals, rival, () => new Moments()).add(time);
    }
  }
}
