import { Contacts, RivalRegister } from '@tidewall/streams/testing';
import { FIRST_DAY_MS } from '../data/simulated.ts';
import type { Bench, Figure } from '../figure.ts';
import { rates, timed } from '../measure.ts';

const DAY_MS = 86_400_000;
const SUBSCRIBERS = 1_000_000;
const KEPT_DAYS = 90;
/** Longer than contacts are kept: what has expired must leave nothing behind. */
const DAYS = 105;
/** Communications of a subscriber with numbers from elsewhere in the time that they are kept. */
const COMMUNICATIONS = 60;
/** Numbers from elsewhere that a subscriber knows, each known to two of ours. */
const FRIENDS = 6;
/** One communication in so many is with a number that calls three of ours and never again. */
const STRANGER_EACH = 10;
const STRANGER_CALLS = 3;
const RIVAL_NUMBERS = 5_000_000;

/** Bytes a subscriber; bytes a rival number, whose table is between half full and full. */
const CONTACT_BUDGET = 1_024;
const RIVAL_BUDGET = 48;

/** First of the number keys of each kind. */
const OURS = 18_613_910_000_000;
const FRIEND = 18_615_000_000_000;
const STRANGER = 18_616_000_000_000;
const RIVAL = 18_613_000_000_000;

/** State that lasts 90 days, at a million subscribers: contacts with numbers from elsewhere, and rival numbers seen. */
export const contacts: Bench = {
  name: 'contacts',
  about: `contacts of ${KEPT_DAYS} days of a million subscribers, and ${RIVAL_NUMBERS / 1e6} million rival numbers`,
  async run({ say }) {
    const first = await measureContacts();
    say('contacts measured');
    return [...first, await measureRegister()];
  },
};

async function measureContacts(): Promise<Figure[]> {
  const kept = new Contacts();
  const total = (SUBSCRIBERS * COMMUNICATIONS * DAYS) / KEPT_DAYS;
  const spent = await timed(() => {
    for (let index = 0; index < total; index++) communicate(kept, index, total);
  });
  const { communications, pairs, numbers, subscribers } = kept.sizes;
  if (subscribers !== SUBSCRIBERS || communications !== SUBSCRIBERS * COMMUNICATIONS)
    throw new Error(`${communications} communications of ${subscribers} subscribers are kept`);
  const { bytes } = kept;
  const each = (count: number): string => (count / SUBSCRIBERS).toFixed(1);
  const held = `${each(communications)} communications, ${each(pairs)} pairs, ${each(numbers)} numbers each`;
  return [
    {
      name: `contacts of ${KEPT_DAYS} days, 1 M subscribers`,
      ...rates(total, spent),
      bytesPerKey: bytes / SUBSCRIBERS,
      peakBytes: process.memoryUsage.rss(),
      note: `${held}; ${against(bytes / SUBSCRIBERS, CONTACT_BUDGET)}`,
    },
  ];
}

/** Communication `index` of `total`, spread evenly over the days. */
function communicate(kept: Contacts, index: number, total: number): void {
  const round = Math.floor(index / SUBSCRIBERS);
  const subscriber = ((index % SUBSCRIBERS) * 618_033_989) % SUBSCRIBERS;
  const time = FIRST_DAY_MS + Math.floor((index * DAYS * DAY_MS) / total);
  const friend = Math.floor(subscriber / 2) * FRIENDS + ((round * 5 + subscriber) % FRIENDS);
  const number =
    round % STRANGER_EACH === 0 ? STRANGER + Math.floor(index / STRANGER_CALLS) : FRIEND + friend;
  kept.expire(time - KEPT_DAYS * DAY_MS);
  kept.add(number, OURS + subscriber, subscriber % 1_000, time);
}

async function measureRegister(): Promise<Figure> {
  const register = new RivalRegister(() => KEPT_DAYS);
  const spent = await timed(() => {
    for (let index = 0; index < RIVAL_NUMBERS; index++) {
      const number = ((index * 618_033_989) % 1_000_000_007) + RIVAL;
      register.contact(number, FIRST_DAY_MS + index);
    }
  });
  const bytesPerKey = register.bytes / register.size;
  return {
    name: 'rival numbers seen',
    ...rates(RIVAL_NUMBERS, spent),
    bytesPerKey,
    note: `${register.size} numbers; ${against(bytesPerKey, RIVAL_BUDGET)}`,
  };
}

function against(bytes: number, budget: number): string {
  return `${bytes > budget ? 'OVER the budget' : 'budget'} of ${budget} bytes`;
}
