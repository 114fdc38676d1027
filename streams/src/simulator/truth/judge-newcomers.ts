import { ACTIVATED, PORTED_IN } from '../../events/index.ts';
import { DAY_MS } from '../calendar.ts';
import type { Geography } from '../province.ts';
import { at } from '../at.ts';
import type { Roster } from './roster.ts';
import type { Seen } from './record.ts';

const NEW_MS = 30 * DAY_MS;

/** One of ours who is new on a campus. */
export interface Newcomer {
  readonly who: number;
  readonly campus: number;
  readonly time: number;
  readonly channel: number;
  readonly by: 'channel' | 'traffic';
}

/** campus-newcomer/own by its rule, and what lifecycle events say of a number. */
export class NewcomerJudge {
  readonly found: Newcomer[] = [];
  /** Numbers that were ported in through a campus's shop and never activated. */
  readonly portedIn: Newcomer[] = [];
  readonly #geography: Geography;
  readonly #roster: Roster;
  readonly #campusOfChannel: ReadonlyMap<number, number>;
  readonly #activated = new Map<number, { readonly time: number; readonly channel: number }>();
  readonly #decided = new Set<string>();

  constructor(geography: Geography, roster: Roster) {
    this.#geography = geography;
    this.#roster = roster;
    this.#campusOfChannel = new Map(geography.campuses.map(({ channel }, campus) => [channel, campus]));
  }

  /** When a number was activated by an event of the data; −∞ when before or never. */
  activatedAt(who: number): number {
    return this.#activated.get(who)?.time ?? -Infinity;
  }

  see({ feed, kind, who, place, campus, time }: Seen): void {
    if (feed === 'lifecycle') this.#lifecycle(kind, who, place, time);
    else if (feed === 'usage' && campus >= 0) this.#use(who, campus, time);
  }

  #lifecycle(kind: number, who: number, channel: number, time: number): void {
    if (kind !== ACTIVATED && kind !== PORTED_IN) return;
    this.#roster.join(who, kind === PORTED_IN);
    const campus = this.#campusOfChannel.get(channel);
    if (kind === PORTED_IN) {
      if (campus !== undefined) this.portedIn.push({ who, campus, time, channel, by: 'channel' });
      return;
    }
    this.#activated.set(who, { time, channel });
    if (campus === undefined || this.#decided.has(`${who}/${campus}`)) return;
    this.#decided.add(`${who}/${campus}`);
    this.found.push({ who, campus, time, channel, by: 'channel' });
  }

  /** The first use of a campus's cells decides; standing subscribers were activated too long ago. */
  #use(who: number, campus: number, time: number): void {
    if (who < this.#roster.standing || !this.#roster.ours(who)) return;
    if (this.#decided.has(`${who}/${campus}`)) return;
    this.#decided.add(`${who}/${campus}`);
    const activated = this.#activated.get(who);
    if (activated === undefined || time - activated.time > NEW_MS) return;
    this.found.push({ who, campus, time, channel: activated.channel, by: 'traffic' });
  }

  hotspotOf(campus: number): { readonly hotspotId: string; readonly areaId: string } {
    const { hotspotId, area } = at(this.#geography.hotspots, at(this.#geography.campuses, campus).hotspot);
    return { hotspotId, areaId: at(this.#geography.areas, area).areaId };
  }
}
