import type { Reference } from '../reference/reference.ts';
import { monthStart } from '../time/months.ts';
import type { TimeZone } from '../time/zone.ts';
import type { CampusSets } from './campus-sets.ts';
import { CampusTally, type CampusStays } from './campus-stays.ts';
import { MonthCounts } from './month-counts.ts';
import { MonthPairs } from './month-pairs.ts';
import type { SnapshotReader, SnapshotWriter } from './snapshot.ts';
import type { SubscriberTable } from './subscriber-table.ts';

/** A subscriber of ours that made at least the share of its records of a month in the cells of a campus. */
export interface MonthEvidence {
  /** Number key. */
  readonly number: number;
  /** Hotspot index. */
  readonly campus: number;
  /** Messages and all usage records of the month, and those of them in the campus's cells. */
  readonly sms: number;
  readonly records: number;
  readonly campusRecords: number;
  /** Not activated in the month or after it. */
  readonly settled: boolean;
  /** Number keys with which it had enough communications in the month. */
  readonly peers: readonly number[];
}

/** Shortest number that can be somebody's own (docs/contract.md, Events), as a key. */
const SHORTEST = 10_000_000;

/**
 * Records of a month after which somebody who has not been on a campus lately is no longer expected there: its
 * communications are forgotten.
 */
const UNEXPECTED = 100;

/**
 * What subscribers did in the calendar month: 4 bytes a subscriber, and 15 to 21 a pair that communicated. Pairs are kept
 * of those who have been on a campus in the month or lately, and of everybody else for the first 100 records of the month
 * (without numbers that the record calls a rival's). So they are complete unless somebody comes to a campus for the first
 * time in a long while after more records than that; then they begin with that day.
 */
export class CampusMonth {
  readonly #sets: CampusSets;
  readonly #stays: CampusStays;
  readonly #subscribers: SubscriberTable;
  readonly #zone: TimeZone;
  readonly #counts = new MonthCounts();
  readonly #pairs = new MonthPairs((owner) => this.#isDead(owner));
  readonly #tally = new CampusTally();
  /** Beginning of the month that is counted, epoch ms: records from before it come too late. */
  #from = Number.NEGATIVE_INFINITY;

  constructor(sets: CampusSets, stays: CampusStays, subscribers: SubscriberTable, zone: TimeZone) {
    this.#sets = sets;
    this.#stays = stays;
    this.#subscribers = subscribers;
    this.#zone = zone;
  }

  get bytes(): number {
    return this.#counts.bytes + this.#pairs.bytes;
  }

  /** Whether communications of a subscriber without a slot have been forgotten. */
  isForgotten(subscriber: number): boolean {
    return this.#counts.recordsOf(subscriber) > UNEXPECTED;
  }

  /** A usage record; `peer` is 0 when it is no communication. */
  count(
    subscriber: number,
    slot: number,
    set: number,
    time: number,
    isMessage: boolean,
    peer: number,
    isRival: boolean,
  ): void {
    if (time < this.#from) return;
    const records = this.#counts.add(subscriber, isMessage);
    if (set !== 0) this.#stays.addToMonth(slot, set);
    if (peer < SHORTEST) return;
    if (slot >= 0) this.#pairs.add(ownerOf(subscriber, this.#stays.isAfresh(slot)), peer);
    else if (records <= UNEXPECTED && !isRival) this.#pairs.add(ownerOf(subscriber, false), peer);
  }

  /** Everybody who meets the cell-share rule at some campus; then the next month begins. */
  close(close: number, reference: Reference): MonthEvidence[] {
    const found: MonthEvidence[] = [];
    const wanted = new Map<number, { least: number; peers: number[] }[]>();
    for (const slot of this.#stays.slots()) this.#judge(slot, close, reference, found, wanted);
    for (const [owner, peer, count] of this.#pairs.pairs())
      for (const { least, peers } of wanted.get(owner) ?? []) if (count >= least) peers.push(peer);
    this.#counts.clear();
    this.#pairs.clear();
    this.#stays.closeMonth();
    this.#from = close;
    return found;
  }

  #judge(
    slot: number,
    close: number,
    { thresholds, hotspotArea }: Reference,
    found: MonthEvidence[],
    wanted: Map<number, { least: number; peers: number[] }[]>,
  ): void {
    const subscriber = this.#stays.subscriberOf(slot);
    if (!this.#subscribers.isOurs(subscriber)) return;
    const records = this.#counts.recordsOf(subscriber);
    const owner = ownerOf(subscriber, this.#stays.isAfresh(slot));
    const { campuses, counts } = this.#tally;
    this.#stays.tally(slot, 'month', this.#sets.all, this.#tally);
    for (let i = 0; i < campuses.length; i++) {
      const campus = campuses[i]!;
      const { values } = thresholds.at('campus-student', hotspotArea[campus] ?? -1, close);
      if (counts[i]! / records < values.minCellShare) continue;
      const peers: number[] = [];
      wanted.set(owner, [...(wanted.get(owner) ?? []), { least: values.minCommunications, peers }]);
      found.push({
        number: this.#subscribers.index.keyAt(subscriber),
        campus,
        sms: this.#counts.messagesOf(subscriber),
        records,
        campusRecords: counts[i]!,
        settled: !(this.#subscribers.activatedAt(subscriber) >= monthStart(close - 1, this.#zone)),
        peers,
      });
    }
  }

  #isDead(owner: number): boolean {
    const subscriber = owner >>> 1;
    const slot = this.#stays.find(subscriber);
    if (slot < 0) return this.isForgotten(subscriber);
    return ownerOf(subscriber, this.#stays.isAfresh(slot)) !== owner;
  }

  snapshot(writer: SnapshotWriter): void {
    writer.json('from', Number.isFinite(this.#from) ? this.#from : null);
    this.#counts.snapshot(writer);
    this.#pairs.snapshot(writer.scope('pairs'));
  }

  restore(reader: SnapshotReader): void {
    this.#from = reader.json<number | null>('from') ?? Number.NEGATIVE_INFINITY;
    this.#counts.restore(reader);
    this.#pairs.restore(reader.scope('pairs'));
  }
}

/** Whose pairs they are: a subscriber that begins afresh within the month is another one. */
function ownerOf(subscriber: number, afresh: boolean): number {
  return subscriber * 2 + (afresh ? 1 : 0);
}
