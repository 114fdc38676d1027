import { describe, expect, it } from '@jest/globals';
import { numberKey, LongNumbers } from '../../events/number-key.ts';
import { readReference, ReferenceIds } from '../../reference/reference.ts';
import { CONTACT, ON_CAMPUS, RIVAL } from '../../state/facts.ts';
import { KnownStudents } from '../../state/known-students.ts';
import { RivalRegister } from '../../state/rival-register.ts';
import { SnapshotReader, SnapshotWriter } from '../../state/snapshot.ts';
import { factBatch, type GivenFact } from '../../testing/facts.ts';
import { WORLD } from '../../testing/index.ts';
import { DayKinds } from '../../time/day-kinds.ts';
import { FestivalDays } from '../../time/festivals.ts';
import { TimeZone } from '../../time/zone.ts';
import type { DetectionDraft, NetworkContext } from '../detector.ts';
import { CampusRival } from './campus-rival.ts';

const START = Date.UTC(2026, 4, 1);
const DAY = 86_400_000;
const key = (digits: string): number => numberKey(digits, new LongNumbers());
const X = key('8613000000001');
const [A, B, C] = ['8613910000001', '8613910000002', '8613910000003'].map(key) as [number, number, number];

const reference = readReference(WORLD, new ReferenceIds());
const U1 = reference.ids.hotspots.indexOf('U1');
const U2 = reference.ids.hotspots.indexOf('U2');
const red = reference.ids.operators.indexOf('red');

/** A communication of the rival number. */
const talk = (time: number, subscriber: number, fields: Partial<GivenFact> = {}): GivenFact => ({
  time,
  kind: CONTACT,
  number: X,
  subscriber,
  operator: red,
  flags: RIVAL,
  ...fields,
});

/** The detector among students, and what it said: `campus time students communications`. */
class Lab {
  readonly said: string[] = [];
  readonly #students = new KnownStudents();
  #detector: CampusRival;

  constructor(known: readonly (readonly [number, number])[] = []) {
    this.#detector = new CampusRival(this.#context());
    this.#setStudents(known);
  }

  /** Facts of different instants. */
  see(...given: readonly GivenFact[]): this {
    const facts = factBatch(given);
    given.forEach(({ time }, row) => this.#detector.instant(facts, row, row + 1, time, this.#emit));
    return this;
  }

  /** Facts of one instant. */
  seeAtOnce(time: number, ...given: readonly GivenFact[]): this {
    this.#detector.instant(factBatch(given), 0, given.length, time, this.#emit);
    return this;
  }

  close(time: number, known: readonly (readonly [number, number])[]): this {
    this.#setStudents(known);
    this.#detector.closeMonth(time, this.#emit);
    return this;
  }

  restart(): this {
    const writer = new SnapshotWriter();
    this.#detector.snapshot(writer);
    this.#detector = new CampusRival(this.#context());
    this.#detector.restore(SnapshotReader.open(writer.finish()));
    return this;
  }

  readonly #emit = ({ hotspot, time, evidence }: DetectionDraft): void => {
    const { students, communications } = evidence;
    this.said.push([hotspot === U1 ? 'U1' : 'U2', (time - START) / DAY, students, communications].join(' '));
  };

  #setStudents(known: readonly (readonly [number, number])[]): void {
    this.#students.set(known.map(([number, campus]) => ({ number, campus })));
  }

  #context(): NetworkContext {
    return {
      zone: new TimeZone('Asia/Shanghai'),
      festivals: new FestivalDays([]),
      dayKinds: new DayKinds(),
      reference: () => reference,
      register: new RivalRegister(() => 90),
      students: this.#students,
      since: () => START,
      isOut: () => false,
    };
  }
}

const days = (...list: number[]): number[] => list.map((day) => START + day * DAY);
const five = (from: number, ...who: number[]): GivenFact[] =>
  [0, 1, 2, 3, 4].map((i) => talk(START + (from + i) * DAY, who[i % who.length]!));

describe('a rival number on a campus', () => {
  it('communicates five times with two known students in 30 days', () => {
    expect(
      new Lab([
        [A, U1],
        [B, U1],
      ]).see(...five(0, A, B)).said,
    ).toEqual(['U1 4 2 5']);
    expect(
      new Lab([
        [A, U1],
        [B, U1],
      ]).see(...five(0, A)).said,
    ).toEqual([]);
    expect(
      new Lab([
        [A, U1],
        [B, U1],
      ]).see(...five(0, A, B).slice(1)).said,
    ).toEqual([]);
    expect(
      new Lab([
        [A, U1],
        [B, U2],
      ]).see(...five(0, A, B)).said,
    ).toEqual([]);
  });

  it('in (t − 30 days, t]', () => {
    const first = [0, 0.1, 0.2, 0.3].map((day, i) => talk(START + day * DAY, i === 0 ? A : B));
    const at = (time: number): string[] =>
      new Lab([
        [A, U1],
        [B, U1],
      ])
        .see(...first, talk(time, A))
        .restart().said;
    expect(at(START + 30 * DAY - 1)).toHaveLength(1);
    expect(at(START + 30 * DAY)).toEqual([]);
  });

  it('is judged after all communications of an instant', () => {
    const facts = [...five(0, A, B), talk(START, C)].map((fact) => ({ ...fact, time: START }));
    expect(
      new Lab([
        [A, U1],
        [B, U1],
        [C, U1],
      ]).seeAtOnce(START, ...facts).said,
    ).toEqual(['U1 0 3 6']);
  });

  it('again only after 90 days, even at a communication with somebody else', () => {
    const lab = new Lab([
      [A, U1],
      [B, U1],
    ])
      .see(...five(0, A, B), ...five(80, A, B))
      .restart();
    expect(lab.said).toEqual(['U1 4 2 5']);
    const [before, after] = days(93.9, 94);
    expect(lab.see(talk(before!, C)).said).toHaveLength(1);
    expect(lab.see(talk(after!, C)).said).toEqual(['U1 4 2 5', 'U1 94 2 5']);
  });

  it('at a month’s close with those who are students from then on', () => {
    const seen = five(0, A, B).map((fact) => ({ ...fact, flags: RIVAL | ON_CAMPUS }));
    const close = START + 6 * DAY;
    expect(
      new Lab()
        .see(...seen)
        .restart()
        .close(close, [
          [A, U2],
          [B, U2],
        ]).said,
    ).toEqual(['U2 6 2 5']);
    expect(
      new Lab([
        [A, U1],
        [B, U1],
      ])
        .see(...five(0, A, B).slice(0, 4))
        .close(close, [])
        .see(talk(close + 1, A)).said,
    ).toEqual([]);
    expect(
      new Lab().see(...five(0, A, B)).close(close, [
        [A, U2],
        [B, U2],
      ]).said,
    ).toEqual([]);
  });

  it('keeps count over closes and expiry with the same students', () => {
    const both = [
      [A, U1],
      [B, U1],
    ] as const;
    const lab = new Lab(both).see(...five(0, A, B).slice(0, 4)).close(START + 5 * DAY, both);
    expect(lab.restart().see(talk(START + 30.5 * DAY, A), talk(START + 30.6 * DAY, A)).said).toEqual([
      'U1 30.6 2 5',
    ]);
  });
});
