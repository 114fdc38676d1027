import { rounded, type Found } from '../found.ts';
import type { EventRow } from '../rows.ts';
import type { Contact, RuleCheck, Scene } from '../scene.ts';
import { pooledScore, wilson } from '../statistics.ts';
import { NewNumbers, type Changes, type NewCounts, type Party } from './new-numbers.ts';

/** A day's share that fell below the threshold while the day ran. */
interface Begun {
  readonly time: number;
  readonly areaId: string;
  readonly party: Party;
  readonly threshold: number;
  readonly version: string;
  readonly counts: NewCounts;
}

/** share-drop, both kinds. */
export class ShareDrops implements RuleCheck {
  readonly #scene: Scene;
  readonly #numbers: NewNumbers;
  /** Of the running day, by area and party. */
  #begun = new Map<string, Begun>();
  #sudden = new Set<string>();

  constructor(scene: Scene) {
    this.#scene = scene;
    this.#numbers = new NewNumbers(scene);
  }

  row(row: EventRow, contact: Contact | null): void {
    this.#numbers.row(row, contact);
  }

  instant(time: number): void {
    for (const [areaId, changes] of this.#numbers.takeChanges()) {
      for (const party of this.#parties(areaId, changes)) {
        this.#judgeBelow(areaId, party, time);
        this.#judgeSudden(areaId, party, time);
      }
    }
  }

  dayClose(day: number, close: number): void {
    const from = this.#scene.world.zone.dayStart(day);
    for (const areaId of this.#numbers.areas) {
      for (const party of [null, ...this.#numbers.rivalsOf(areaId)]) {
        const counts = this.#numbers.count(areaId, party, from, close - 1);
        const begun = this.#begun.get(keyOf(areaId, party));
        if (begun) this.#reportBelow({ ...begun, counts }, day, close, 1);
        else this.#judgeClose(areaId, party, counts, day, close);
      }
    }
    this.#begun = new Map();
    this.#sudden = new Set();
  }

  /** What stands of a day that is not over. */
  finish(): void {
    for (const begun of this.#begun.values())
      this.#reportBelow(begun, this.#scene.world.zone.dayOf(begun.time), null, 0);
  }

  /** Those whose share changed: of all when anybody's count did, of one rival when its own or ours did. */
  #parties(areaId: string, changes: Changes): readonly Party[] {
    return [null, ...(changes.own ? this.#numbers.rivalsOf(areaId) : changes.rivals)];
  }

  #judgeBelow(areaId: string, party: Party, time: number): void {
    if (this.#begun.has(keyOf(areaId, party))) return;
    const { zone, thresholds } = this.#scene.world;
    const { values, version } = thresholds('share-drop/below-threshold', areaId, time);
    const counts = this.#numbers.count(areaId, party, zone.dayStart(zone.dayOf(time)), time);
    const n = counts.ownNew + counts.rivalNew;
    if (n < values.minNew || wilson(counts.ownNew, n)[1] >= values.threshold) return;
    const { threshold } = values;
    this.#begun.set(keyOf(areaId, party), { time, areaId, party, threshold, version, counts });
  }

  #judgeClose(areaId: string, party: Party, counts: NewCounts, day: number, close: number): void {
    const { values, version } = this.#scene.world.thresholds('share-drop/below-threshold', areaId, close);
    const n = counts.ownNew + counts.rivalNew;
    if (n < values.minNew || counts.ownNew / n >= values.threshold) return;
    const { threshold } = values;
    this.#reportBelow({ time: close, areaId, party, threshold, version, counts }, day, close, 0);
  }

  #reportBelow(begun: Begun, day: number, close: number | null, revision: number): void {
    this.#scene.report({
      ...this.#detection('below-threshold', begun.areaId, begun.time),
      revision,
      evidence: {
        ...this.#figures(begun.party, day, begun.counts),
        threshold: begun.threshold,
        final: close !== null,
        ...(close === null ? {} : { closedAt: this.#scene.world.zone.format(close) }),
        registerAgeDays: this.#scene.registerAgeDays(begun.time),
        thresholds: begun.version,
      },
    });
  }

  #judgeSudden(areaId: string, party: Party, time: number): void {
    if (this.#sudden.has(keyOf(areaId, party))) return;
    const { zone, thresholds } = this.#scene.world;
    const { values, version } = thresholds('share-drop/sudden', areaId, time);
    const day = zone.dayOf(time);
    const offset = time - zone.dayStart(day);
    if (this.#scene.began > zone.dayStart(day - values.trailingDays)) return;
    const now = this.#numbers.count(areaId, party, zone.dayStart(day), time);
    const before = { ownNew: 0, rivalNew: 0 };
    for (let past = day - values.trailingDays; past < day; past++) {
      const last = Math.min(zone.dayStart(past) + offset, zone.dayStart(past + 1) - 1);
      const counts = this.#numbers.count(areaId, party, zone.dayStart(past), last);
      before.ownNew += counts.ownNew;
      before.rivalNew += counts.rivalNew;
    }
    const n = now.ownNew + now.rivalNew;
    const m = before.ownNew + before.rivalNew;
    if (n < values.minNew || m < values.minNew) return;
    const z = pooledScore({ hits: before.ownNew, n: m }, { hits: now.ownNew, n });
    if (z <= values.minScore || before.ownNew / m - now.ownNew / n < values.minDrop) return;
    this.#sudden.add(keyOf(areaId, party));
    this.#scene.report({
      ...this.#detection('sudden', areaId, time),
      revision: 0,
      evidence: {
        ...this.#figures(party, day, now),
        baseline: { ...before, share: rounded(before.ownNew / m) },
        z: rounded(z),
        registerAgeDays: this.#scene.registerAgeDays(time),
        thresholds: version,
      },
    });
  }

  #detection(subtype: string, areaId: string, time: number): Omit<Found, 'revision' | 'evidence'> {
    const { seenDays } = this.#scene.world.thresholds('rival-numbers', null, time).values;
    const young = this.#scene.registerAgeDays(time) < seenDays;
    const subject = { kind: 'area', id: areaId } as const;
    const severity = young ? 'info' : 'warning';
    return { type: 'share-drop', subtype, time, subject, areaId, hotspotId: null, severity };
  }

  #figures(party: Party, day: number, { ownNew, rivalNew }: NewCounts): Record<string, unknown> {
    const n = ownNew + rivalNew;
    return {
      party: party === null ? 'three' : 'two',
      operatorId: party,
      day: this.#scene.world.zone.dayText(day),
      ownNew,
      rivalNew,
      share: rounded(ownNew / n),
      interval: wilson(ownNew, n).map(rounded),
    };
  }
}

function keyOf(areaId: string, party: Party): string {
  return `${areaId} ${party ?? ''}`;
}
