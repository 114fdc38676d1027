import { at, num } from '../at.ts';
import { DATA, TERMINATING, VOICE } from '../../events/index.ts';
import { DAY_MS } from '../calendar.ts';
import { OWN } from '../people/numbers.ts';
import type { Seen } from './record.ts';
import { UsageShare } from './judge-students.ts';

const SEEN_MS = 90 * DAY_MS;
const WINDOW_MS = 30 * DAY_MS;
const AGAIN_MS = 90 * DAY_MS;
const MIN_STUDENTS = 2;
const MIN_COMMUNICATIONS = 5;

/** A rival number and the campus it has to do with. */
export interface RivalFinding {
  readonly number: number;
  readonly campus: number;
  readonly operator: number;
  readonly time: number;
  readonly evidence: Readonly<Record<string, number>>;
}

type Known = ReadonlyMap<number, readonly number[]>;

/** Rival numbers that appear, campus-newcomer/rival and campus-rival by their rules. */
export class RivalJudge {
  readonly newcomers: RivalFinding[] = [];
  readonly standing: RivalFinding[] = [];
  readonly #share: UsageShare;
  readonly #candidate: (who: number) => boolean;
  readonly #lastSeen: Map<number, number>;
  /** Numbers that have appeared on a campus and wait for their first call: campus → when. */
  readonly #waiting = new Map<number, Map<number, number>>();
  readonly #said = new Set<string>();
  readonly #saidAt = new Map<string, number>();
  readonly #talks = new Map<number, { readonly who: number[]; readonly time: number[]; operator: number }>();

  constructor(lastSeen: Map<number, number>, candidate: (who: number) => boolean) {
    this.#lastSeen = lastSeen;
    this.#candidate = candidate;
    this.#share = new UsageShare(WINDOW_MS, candidate);
  }

  /** Takes an event; true when a rival number appears with it. */
  see(event: Seen, known: Known): boolean {
    if (!event.ours) return false;
    this.#share.see(event);
    const { feed, kind, peer, peerOperator, time } = event;
    if (feed !== 'usage' || kind === DATA || peer <= 0 || peerOperator <= OWN) return false;
    const last = this.#lastSeen.get(peer) ?? -Infinity;
    this.#lastSeen.set(peer, Math.max(last, time));
    const appears = time - last >= SEEN_MS;
    if (appears) this.#appear(event, known);
    if (kind === VOICE && event.direction === TERMINATING) this.#called(event);
    this.#talk(event, known);
    return appears;
  }

  #appear({ who, peer, time }: Seen, known: Known): void {
    const campuses = new Set([...(known.get(who) ?? []), ...this.#share.mainCampuses(who, time)]);
    for (const campus of campuses) {
      if (this.#said.has(`${peer}/${campus}`)) continue;
      const waiting = this.#waiting.get(peer) ?? new Map<number, number>();
      if (!waiting.has(campus)) waiting.set(campus, time);
      this.#waiting.set(peer, waiting);
    }
  }

  #called({ peer, peerOperator, time }: Seen): void {
    const waiting = this.#waiting.get(peer);
    if (waiting === undefined) return;
    this.#waiting.delete(peer);
    for (const [campus, firstSeen] of waiting) {
      this.#said.add(`${peer}/${campus}`);
      this.newcomers.push({ number: peer, campus, operator: peerOperator, time, evidence: { firstSeen } });
    }
  }

  #talk({ who, peer, peerOperator, time }: Seen, known: Known): void {
    if (!this.#candidate(who)) return;
    let talks = this.#talks.get(peer);
    if (talks === undefined) this.#talks.set(peer, (talks = { who: [], time: [], operator: peerOperator }));
    talks.who.push(who);
    talks.time.push(time);
    talks.operator = peerOperator;
    for (const campus of known.get(who) ?? []) this.#judge(peer, campus, time, known);
  }

  /** A month is over: other students are known now. */
  close(time: number, known: Known): void {
    const campuses = new Set([...known.values()].flat());
    for (const number of this.#talks.keys())
      for (const campus of campuses) this.#judge(number, campus, time, known);
  }

  #judge(number: number, campus: number, time: number, known: Known): void {
    const key = `${number}/${campus}`;
    if (time - (this.#saidAt.get(key) ?? -Infinity) < AGAIN_MS) return;
    const { students, communications, operator } = this.#count(number, campus, time, known);
    if (students < MIN_STUDENTS || communications < MIN_COMMUNICATIONS) return;
    this.#saidAt.set(key, time);
    this.standing.push({ number, campus, operator, time, evidence: { students, communications } });
  }

  #count(
    number: number,
    campus: number,
    time: number,
    known: Known,
  ): { students: number; communications: number; operator: number } {
    const talks = this.#talks.get(number);
    const students = new Set<number>();
    let communications = 0;
    if (talks !== undefined)
      for (let n = talks.time.length - 1; n >= 0 && num(talks.time, n) > time - WINDOW_MS; n--) {
        const who = at(talks.who, n);
        if (known.get(who)?.includes(campus) !== true) continue;
        students.add(who);
        communications++;
      }
    return { students: students.size, communications, operator: talks?.operator ?? -1 };
  }

  /** Numbers that talk enough, but with a single known student of a campus. */
  withOneStudent(time: number, known: Known): { readonly number: number; readonly campus: number }[] {
    const campuses = new Set([...known.values()].flat());
    return [...this.#talks.keys()].flatMap((number) =>
      [...campuses].flatMap((campus) => {
        if (this.#saidAt.has(`${number}/${campus}`)) return [];
        const { students, communications } = this.#count(number, campus, time, known);
        return students === 1 && communications >= MIN_COMMUNICATIONS ? [{ number, campus }] : [];
      }),
    );
  }
}
