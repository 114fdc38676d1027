import { CONTACT, ON_CAMPUS, RIVAL, type FactBatch } from '../../state/facts.ts';
import { NO_ROW } from '../../state/keyed-rows.ts';
import type { SnapshotReader, SnapshotWriter } from '../../state/snapshot.ts';
import type { Emit, NetworkContext, NetworkDetector } from '../detector.ts';
import { RivalContacts } from './rival-contacts.ts';
import { Tallies } from './tallies.ts';

const RULE = 'campus-rival';
const DAY_MS = 86_400_000;

/**
 * campus-rival (docs/detectors.md, Campus): a rival number that communicates with known students of a campus. Judged after
 * each instant at which it communicates with any of ours, and at each month's close with the students known from then on.
 *
 * Communications are kept of subscribers that are known students, or have been on a campus in the days before (`ON_CAMPUS`).
 * So one is missing when somebody becomes a student at a month's close and, when it communicated, had not been on any campus
 * for as many days (`residentDays`): what students-to-be do elsewhere before they come for the first time in a long while.
 */
export class CampusRival implements NetworkDetector {
  readonly name = RULE;
  readonly #context: NetworkContext;
  readonly #contacts = new RivalContacts();
  readonly #tallies = new Tallies();

  constructor(context: NetworkContext) {
    this.#context = context;
  }

  get bytes(): number {
    return this.#contacts.bytes + this.#tallies.bytes;
  }

  instant(facts: FactBatch, from: number, to: number, time: number, emit: Emit): void {
    let communicates = false;
    for (let row = from; row < to; row++) {
      if (!isRival(facts, row)) continue;
      if (!communicates) this.#contacts.expire(time - this.#windowMs(), this.#gone);
      communicates = true;
      this.#add(facts, row);
    }
    if (!communicates) return;
    for (let row = from; row < to; row++) {
      if (!isRival(facts, row)) continue;
      let tally = this.#tallies.first(facts.number[row]!);
      for (; tally !== NO_ROW; tally = this.#tallies.after(tally)) this.#judge(tally, time, emit);
    }
  }

  closeMonth(close: number, emit: Emit): void {
    this.#contacts.expire(close - this.#windowMs(), () => undefined);
    this.#tallies.clear();
    for (const [number, subscriber, communications] of this.#contacts.pairs())
      for (const campus of this.#context.students.campusesOf(subscriber))
        this.#tallies.add(number, campus, 1, communications);
    this.#tallies.tidy(close);
    for (const tally of this.#tallies.rows()) this.#judge(tally, close, emit);
  }

  #windowMs(): number {
    return this.#context.reference().thresholds.everywhere(RULE).rivalDays * DAY_MS;
  }

  #add(facts: FactBatch, row: number): void {
    const number = facts.number[row]!;
    const subscriber = facts.subscriber[row]!;
    const campuses = this.#context.students.campusesOf(subscriber);
    if (campuses.length > 0 || (facts.flags[row]! & ON_CAMPUS) !== 0) {
      const isFirst = this.#contacts.add(number, subscriber, facts.order[row]!);
      for (const campus of campuses) this.#tallies.add(number, campus, isFirst ? 1 : 0, 1);
    }
    this.#contacts.setOperator(number, facts.operator[row]!);
  }

  readonly #gone = (number: number, subscriber: number, wasLast: boolean): void => {
    for (const campus of this.#context.students.campusesOf(subscriber))
      this.#tallies.add(number, campus, wasLast ? -1 : 0, -1);
  };

  #judge(tally: number, time: number, emit: Emit): void {
    const communications = this.#tallies.communicationsOf(tally);
    const students = this.#tallies.studentsOf(tally);
    if (communications === 0) return;
    const { hotspotArea, ids, thresholds } = this.#context.reference();
    const campus = this.#tallies.campusOf(tally);
    const area = hotspotArea[campus] ?? -1;
    const { values, version } = thresholds.at(RULE, area, time);
    if (communications < values.minRivalCommunications || students < values.minStudents) return;
    const saidAt = this.#tallies.saidAt(tally);
    if (saidAt === time || time - saidAt < values.quietDays * DAY_MS) return;
    this.#tallies.say(tally, time);
    const number = this.#tallies.numberOf(tally);
    const operatorId = ids.operators.idOf(this.#contacts.operatorOf(number));
    emit({
      type: 'campus-rival',
      subtype: null,
      time,
      subject: { kind: 'number', key: number },
      area,
      hotspot: campus,
      severity: 'info',
      evidence: { students, communications, operatorId, thresholds: version },
      revision: 0,
      identity: `${ids.hotspots.idOf(campus)}/${time}`,
    });
  }

  snapshot(writer: SnapshotWriter): void {
    this.#contacts.snapshot(writer.scope('contacts'));
    this.#tallies.snapshot(writer.scope('tallies'));
  }

  restore(reader: SnapshotReader): void {
    this.#contacts.restore(reader.scope('contacts'));
    this.#tallies.restore(reader.scope('tallies'));
  }
}

function isRival(facts: FactBatch, row: number): boolean {
  return facts.kind[row] === CONTACT && (facts.flags[row]! & RIVAL) !== 0;
}
