import type { EventRow } from './rows.ts';
import type { Places, World } from './world.ts';

/** Who is who at the present moment: what profiles, plan and the lifecycle events so far say. */
export class People {
  readonly #world: World;
  readonly #places: Places;
  readonly #joined = new Set<string>();
  readonly #activated = new Map<string, number>();
  readonly #lastPorting = new Map<string, 'in' | 'out'>();
  readonly #ownOperator: string | null;
  /** Where those live whom neither profile nor plan places. */
  readonly learned = new Map<string, string>();

  constructor(world: World, places: Places) {
    this.#world = world;
    this.#places = places;
    this.#ownOperator = [...world.operators].find(([, { own }]) => own)?.[0] ?? null;
  }

  /** Takes a lifecycle event. */
  apply(row: EventRow): void {
    if (row.kind === 'ported-in') this.#lastPorting.set(row.subscriber, 'in');
    if (row.kind === 'ported-out') this.#lastPorting.set(row.subscriber, 'out');
    if (row.kind === 'activated' || row.kind === 'ported-in') this.#joined.add(row.subscriber);
    if (row.kind === 'activated') this.#activated.set(row.subscriber, row.time);
  }

  ours(number: string): boolean {
    if (this.#world.subscribers.has(number) || this.#joined.has(number)) return true;
    const operator = this.operatorOf(number);
    if (operator === null || this.#world.operators.get(operator)?.own !== true) return false;
    return this.#places.inOurProvince(this.#world.planned(number).homeAreaId);
  }

  /** Home by profile or plan. */
  givenHome(number: string): string | null {
    return this.#world.subscribers.get(number)?.homeAreaId ?? this.#world.planned(number).homeAreaId;
  }

  home(number: string): string | null {
    return this.givenHome(number) ?? this.learned.get(number) ?? null;
  }

  /** When the number was activated, as far as known. */
  activatedAt(number: string): number | null {
    return this.#activated.get(number) ?? this.#world.subscribers.get(number)?.activatedAt ?? null;
  }

  /** Whose number the other party of a record is; null when that is not known. */
  peerOperatorOf(row: EventRow): string | null {
    const operator = row.peerOperator === '' ? this.operatorOf(row.peer) : row.peerOperator;
    return operator !== null && this.#world.operators.has(operator) ? operator : null;
  }

  /** The rival whose number the other party of a record is; null when it is none. */
  rivalOf(row: EventRow): string | null {
    const operator = this.peerOperatorOf(row);
    return operator !== null && this.#world.operators.get(operator)?.own === false ? operator : null;
  }

  /** Neither ours nor at home with us: somebody who visits. */
  visitor(number: string): boolean {
    if (this.ours(number)) return false;
    return !this.#places.inOurProvince(this.#world.planned(number).homeAreaId);
  }

  /** A number that was ported out is somebody else's, and nobody says whose. */
  operatorOf(number: string): string | null {
    const porting = this.#lastPorting.get(number);
    if (porting === 'in') return this.#ownOperator;
    if (porting === 'out') return null;
    return this.#world.ported.get(number) ?? this.#world.planned(number).operatorId;
  }
}
