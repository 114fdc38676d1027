import { Column, float64, int32 } from '../../state/column.ts';
import { CALL_RECEIVED, CONTACT, RIVAL, type FactBatch } from '../../state/facts.ts';
import { KeyedRows, NO_ROW } from '../../state/keyed-rows.ts';
import type { SnapshotReader, SnapshotWriter } from '../../state/snapshot.ts';
import type { Emit, NetworkContext, NetworkDetector } from '../detector.ts';

const RULE = 'campus-newcomer/rival';
/** It has been said of the number and the campus. */
const SAID = Number.POSITIVE_INFINITY;

/**
 * campus-newcomer/rival, once per number and campus (docs/detectors.md, Campus): a rival number appears with somebody of a
 * campus; then its first call to one of ours makes the detection. The first appearance of a number and campus waits until
 * then, however long; a number that has come to us by then is none. About 34 bytes a number and campus, for good.
 */
export class RivalNewcomer implements NetworkDetector {
  readonly name = RULE;
  readonly #context: NetworkContext;
  /** By number and campus. */
  readonly #rows = new KeyedRows();
  /** When the number appeared, epoch ms. */
  readonly #firstSeen = new Column(float64);
  /** Whose number it was then. */
  readonly #operator = new Column(int32);

  constructor(context: NetworkContext) {
    this.#context = context;
  }

  get bytes(): number {
    return this.#rows.bytes + this.#firstSeen.bytes + this.#operator.bytes;
  }

  instant(facts: FactBatch, from: number, to: number, _time: number, emit: Emit): void {
    let calls = false;
    for (let row = from; row < to; row++) {
      if (!isRival(facts, row)) continue;
      if (facts.appears[row] === 1) this.#appear(facts, row);
      calls ||= isCall(facts, row);
    }
    if (!calls) return;
    for (let row = from; row < to; row++)
      if (isRival(facts, row) && isCall(facts, row)) this.#call(facts, row, emit);
  }

  /** With somebody who is a known student of a campus, or who makes most of its records there. */
  #appear(facts: FactBatch, row: number): void {
    const number = facts.number[row]!;
    for (const campus of this.#context.students.campusesOf(facts.subscriber[row]!))
      this.#wait(number, campus, facts, row);
    for (const campus of facts.campuses[row]!) this.#wait(number, campus, facts, row);
  }

  #wait(number: number, campus: number, facts: FactBatch, row: number): void {
    if (this.#rows.find(number, campus) !== NO_ROW) return;
    const at = this.#rows.add(number, campus);
    this.#firstSeen.reserve(at);
    this.#operator.reserve(at);
    this.#firstSeen.values[at] = facts.time[row]!;
    this.#operator.values[at] = facts.operator[row]!;
  }

  #call(facts: FactBatch, row: number, emit: Emit): void {
    const time = facts.time[row]!;
    let at = this.#rows.first(facts.number[row]!);
    for (; at !== NO_ROW; at = this.#rows.after(at)) {
      const firstSeen = this.#firstSeen.values[at]!;
      if (time < firstSeen) continue;
      this.#detect(at, firstSeen, time, emit);
      this.#firstSeen.values[at] = SAID;
    }
  }

  #detect(at: number, firstSeen: number, time: number, emit: Emit): void {
    const { hotspotArea, ids, thresholds } = this.#context.reference();
    const campus = this.#rows.besideOf(at);
    const area = hotspotArea[campus] ?? -1;
    emit({
      type: 'campus-newcomer',
      subtype: 'rival',
      time,
      subject: { kind: 'number', key: this.#rows.keyOf(at) },
      area,
      hotspot: campus,
      severity: 'info',
      evidence: {
        operatorId: ids.operators.idOf(this.#operator.values[at]!),
        firstSeen: this.#context.zone.format(firstSeen),
        thresholds: thresholds.at(RULE, area, time).version,
      },
      revision: 0,
      identity: ids.hotspots.idOf(campus),
    });
  }

  snapshot(writer: SnapshotWriter): void {
    this.#rows.snapshot(writer);
    writer.array('firstSeen', this.#firstSeen.values.subarray(0, this.#rows.used));
    writer.array('operator', this.#operator.values.subarray(0, this.#rows.used));
  }

  restore(reader: SnapshotReader): void {
    this.#rows.restore(reader);
    this.#firstSeen.restore(reader.f64('firstSeen'));
    this.#operator.restore(reader.i32('operator'));
  }
}

function isRival(facts: FactBatch, row: number): boolean {
  return facts.kind[row] === CONTACT && (facts.flags[row]! & RIVAL) !== 0;
}

function isCall(facts: FactBatch, row: number): boolean {
  return (facts.flags[row]! & CALL_RECEIVED) !== 0;
}
