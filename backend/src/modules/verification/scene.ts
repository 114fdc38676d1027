import type { Found, Report } from './found.ts';
import { People } from './people.ts';
import { isCommunication, type EventRow } from './rows.ts';
import { DAY_MS, valueOf } from './times.ts';
import { Places, type World } from './world.ts';

/** What all rules look at while the events go by. */
export class Scene {
  readonly world: World;
  readonly places: Places;
  readonly people: People;
  readonly report: Report;
  /** Time of the first event. */
  began = Number.POSITIVE_INFINITY;
  /** By campus: who is known as a student now. */
  readonly students = new Map<string, Set<string>>();
  /** By rival number: the last time somebody of ours had contact with it. */
  readonly #lastContact: Map<string, number>;
  /** The oldest contact that was known before the first event. */
  #oldestSeen = Number.POSITIVE_INFINITY;

  constructor(world: World, report: Report) {
    this.world = world;
    this.places = new Places(world);
    this.people = new People(world, this.places);
    this.report = report;
    this.#lastContact = new Map(world.seen);
    for (const time of world.seen.values()) this.#oldestSeen = Math.min(this.#oldestSeen, time);
  }

  /** A communication of ours with a number of a rival, and whether the number appears with it. */
  contact(row: EventRow): Contact | null {
    if (!isCommunication(row) || !this.people.ours(row.subscriber)) return null;
    const operatorId = this.people.rivalOf(row);
    if (operatorId === null) return null;
    const { seenDays } = this.world.thresholds('rival-numbers', null, row.time).values;
    const last = this.#lastContact.get(row.peer);
    const appears = last === undefined || row.time - last >= seenDays * DAY_MS;
    this.#lastContact.set(row.peer, Math.max(row.time, last ?? row.time));
    return { row, operatorId, appears };
  }

  /** For how many whole days numbers of rivals have been written down. */
  registerAgeDays(time: number): number {
    return Math.max(0, Math.floor((time - Math.min(this.began, this.#oldestSeen)) / DAY_MS));
  }

  isStudent(campus: string, number: string): boolean {
    return this.students.get(campus)?.has(number) === true;
  }

  setStudents(found: readonly { readonly campus: string; readonly number: string }[]): void {
    this.students.clear();
    for (const { campus, number } of found)
      valueOf(this.students, campus, () => new Set<string>()).add(number);
  }

  campusesOf(row: EventRow): readonly string[] {
    return this.world.cellCampuses.get(row.cellId) ?? [];
  }
}

export interface Contact {
  readonly row: EventRow;
  readonly operatorId: string;
  readonly appears: boolean;
}

/** A rule as the events go by. Every rule keeps what it needs itself. */
export interface RuleCheck {
  /** `contact` is set when the row is a communication of ours with a rival. */
  row?(row: EventRow, contact: Contact | null): void;
  /** After all events of an instant. */
  instant?(time: number): void;
  /** The month that begins at `start` is over; before the events of `close` itself. */
  monthClose?(start: number, close: number): void;
  /** A local day is over. */
  dayClose?(day: number, close: number): void;
  /** Something was found, by this rule or another. */
  found?(found: Found): void;
  /** Nothing more will come; event time has got to `until`. */
  finish?(until: number): void;
}
