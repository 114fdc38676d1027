import { AREA_LEVELS } from '../../reference/areas.ts';
import { Contacts, type Contact } from '../../state/contacts.ts';
import { CONTACT, HOME, LEARNS, VISIT, VISITOR, type FactBatch } from '../../state/facts.ts';
import type { SnapshotReader, SnapshotWriter } from '../../state/snapshot.ts';
import type { DetectionDraft, Emit, NetworkContext, NetworkDetector } from '../detector.ts';
import { Stays } from './stays.ts';

const COUNTY = AREA_LEVELS.indexOf('county');
const DAY_MS = 86_400_000;

/**
 * homecoming/inbound (docs/detectors.md): a number that is not ours dwells in the county that is home to the one of ours
 * with whom it communicates most. Judged after all facts of an instant, for the numbers in them and for those in touch
 * with somebody whose home is learned then; once a visit. A late communication counts from its place in processing order
 * on.
 */
export class InboundHomecoming implements NetworkDetector {
  readonly name = 'homecoming/inbound';
  readonly #context: NetworkContext;
  readonly #contacts = new Contacts();
  readonly #stays = new Stays();
  readonly #touched: number[] = [];

  constructor(context: NetworkContext) {
    this.#context = context;
  }

  get bytes(): number {
    return this.#contacts.bytes + this.#stays.bytes;
  }

  instant(facts: FactBatch, from: number, to: number, time: number, emit: Emit): void {
    this.#touched.length = 0;
    this.#stays.sweep(time);
    let expired = false;
    const expire = (): void => {
      if (!expired) this.#expire(time);
      expired = true;
    };
    for (let row = from; row < to; row++) {
      if (facts.kind[row] === VISIT) this.#touched.push(this.#stays.take(facts, row));
      else if (isOfCircle(facts, row)) {
        expire();
        this.#count(facts, row, time);
      }
    }
    if (expired) this.#touchCalled(facts, from, to);
    if (this.#touched.length === 0) return;
    expire();
    for (const stay of this.#touched) if (this.#stays.isOpen(stay, time)) this.#judge(stay, time, emit);
  }

  #count(facts: FactBatch, row: number, time: number): void {
    const [subscriber, home] = [facts.subscriber[row]!, facts.home[row]!];
    if (facts.kind[row] === HOME)
      for (const number of this.#contacts.move(subscriber, home)) this.#touch(number);
    else {
      const learns = (facts.flags[row]! & LEARNS) !== 0;
      this.#contacts.add(facts.number[row]!, subscriber, home, time, learns);
    }
  }

  /** Numbers that dwell already and communicate now. */
  #touchCalled(facts: FactBatch, from: number, to: number): void {
    for (let row = from; row < to; row++)
      if (facts.kind[row] === CONTACT && isOfCircle(facts, row)) this.#touch(facts.number[row]!);
  }

  #touch(number: number): void {
    const stay = this.#stays.find(number);
    if (stay >= 0) this.#touched.push(stay);
  }

  #expire(time: number): void {
    const { contactDays } = this.#context.reference().thresholds.everywhere('homecoming/inbound');
    this.#contacts.expire(time - contactDays * DAY_MS);
  }

  /** By the id of the area, unknown ones last: what both sides of a tie show is the same however numbers are named. */
  readonly #homeOrder = (one: number, other: number): number => {
    if (one === other || one < 0 || other < 0) return Math.sign(Number(one < 0) - Number(other < 0));
    const { areas } = this.#context.reference().ids;
    return areas.idOf(one) < areas.idOf(other) ? -1 : 1;
  };

  #judge(stay: number, time: number, emit: Emit): void {
    const { areas, thresholds } = this.#context.reference();
    const county = this.#stays.countyOf(stay);
    const [closest, next] = this.#contacts.closest(this.#stays.keyOf(stay), this.#homeOrder);
    if (closest === null || areas.ancestorAt(closest.home, COUNTY) !== county) return;
    const { values, version } = thresholds.at('homecoming/inbound', county, time);
    if (closest.communications < values.minContacts) return;
    this.#stays.say(stay);
    emit(this.#draft(stay, time, closest, next, version));
  }

  #draft(
    stay: number,
    time: number,
    closest: Contact,
    next: Contact | null,
    version: string,
  ): DetectionDraft {
    const { zone, festivals } = this.#context;
    const { ids, thresholds } = this.#context.reference();
    const area = this.#stays.areaOf(stay);
    const { festivalWindowDays } = thresholds.at('homecoming/own', area, time).values;
    const festival = festivals.near(zone.dayOf(time), festivalWindowDays);
    const homeOf = ({ home }: Contact): string | null => (home < 0 ? null : ids.areas.idOf(home));
    return {
      type: 'homecoming',
      subtype: 'inbound',
      time,
      subject: { kind: 'number', key: this.#stays.keyOf(stay) },
      area,
      hotspot: -1,
      severity: 'info',
      evidence: {
        dwellingSince: zone.format(this.#stays.sinceOf(stay)),
        peerHomeAreaId: homeOf(closest),
        communications: closest.communications,
        runnerUp: next && { homeAreaId: homeOf(next), communications: next.communications },
        ...(festival === null ? {} : { festival }),
        thresholds: version,
      },
      revision: 0,
      identity: String(this.#stays.visitOf(stay)),
    };
  }

  snapshot(writer: SnapshotWriter): void {
    this.#contacts.snapshot(writer.scope('contacts'));
    this.#stays.snapshot(writer.scope('stays'));
  }

  restore(reader: SnapshotReader): void {
    this.#contacts.restore(reader.scope('contacts'));
    this.#stays.restore(reader.scope('stays'));
  }
}

/** Whether a fact is about the circle of a possible visitor. */
function isOfCircle(facts: FactBatch, row: number): boolean {
  return facts.kind[row] === HOME || (facts.kind[row] === CONTACT && (facts.flags[row]! & VISITOR) !== 0);
}
