import { seen, seenAt, WORLD, type RawEvent } from '@tidewall/streams/testing';
import { type Api } from './api.ts';
import { administratorOf, newPerson, type Person } from './people.ts';
import type { ServerProcess } from './server.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A scheme that greets whoever comes home, with nothing in the way. */
export const WELCOME = {
  name: '欢迎回家',
  trigger: { types: ['homecoming'], subtypes: ['own'] },
  audience: { kinds: ['subscriber'] },
  content: { 'zh-CN': { sms: '欢迎回到{{ area }}，回复TD退订' } },
  channel: 'sms',
  maxAgeMs: 6 * HOUR,
  controlShare: 0,
  priority: 100,
  successEvent: { kind: 'product-ordered', withinDays: 7 },
};

/** No caps, no quiet hours: the test may run at night. */
export const OPEN_POLICY = {
  caps: [] as readonly object[],
  quietHours: null as object | null,
  competeMs: 2_000,
  controlShare: 0,
  consentRequired: false,
};

export interface LedgerAnswer {
  readonly lines: readonly { readonly minute: number; readonly difference: number }[];
  readonly total: {
    readonly triggers: number;
    readonly difference: number;
    readonly byReason: Readonly<Record<string, number>>;
  };
  readonly addsUp: boolean;
}

/** Those who plan and approve, and what they do. */
export class Campaigns {
  readonly administrator: Person;
  author: Person;
  approver: Person;
  #policyVersion = 0;

  private constructor(administrator: Person, author: Person, approver: Person) {
    this.administrator = administrator;
    this.author = author;
    this.approver = approver;
  }

  /** At a server that has been started for the first time. */
  static async open(server: ServerProcess): Promise<Campaigns> {
    const administrator = await administratorOf(server);
    const author = await newPerson(server.url, administrator, 'author', ['campaign-manager']);
    const approver = await newPerson(server.url, administrator, 'approver', [
      'campaign-manager',
      'supervisor',
    ]);
    return new Campaigns(administrator, author, approver);
  }

  /** The server was started again elsewhere. */
  moveTo(url: string): void {
    this.author = this.author.at(url);
    this.approver = this.approver.at(url);
  }

  async policy(policy: typeof OPEN_POLICY): Promise<void> {
    const version = this.#policyVersion;
    const answer = await this.approver.done<{ version: number }>('POST', '/contact-policy', {
      version,
      policy,
    });
    this.#policyVersion = answer.version;
  }

  /** A scheme that runs; its id. */
  async run(definition: object): Promise<string> {
    const made = await this.author.done<{ schemeId: string }>('POST', '/schemes', { definition });
    const { schemeId } = made;
    await this.#step(this.author, schemeId, 'submit');
    await this.#step(this.approver, schemeId, 'approve');
    await this.#step(this.approver, schemeId, 'start');
    return schemeId;
  }

  async ledger(schemeId?: string): Promise<LedgerAnswer> {
    const from = new Date(Date.now() - DAY).toISOString();
    const of = schemeId === undefined ? '' : `&schemeId=${schemeId}`;
    const { status, body, text } = await this.approver.get<LedgerAnswer>(
      `/ledger?from=${encodeURIComponent(from)}${of}`,
    );
    if (status !== 200) throw new Error(`the ledger answered ${status}: ${text}`);
    return body;
  }

  async #step(by: Person, schemeId: string, action: string): Promise<void> {
    const { body } = await by.get<{ rowVersion: number }>(`/schemes/${schemeId}`);
    await by.done('POST', `/schemes/${schemeId}/${action}`, { rowVersion: body.rowVersion });
  }
}

/** The small world with so many more residents; the number of each. */
export async function putResidents(api: Api, count: number): Promise<readonly string[]> {
  const numbers = Array.from({ length: count }, (_, index) => `86139${20_000_000 + index}`);
  await api.putWorld();
  const subscribers = numbers.map((msisdn) => `${msisdn},T111,2020-05-01T00:00:00+08:00,active\n`);
  const { status, text } = await api.putReference('subscribers', WORLD.subscribers + subscribers.join(''));
  if (status !== 200) throw new Error(`subscribers answered ${status}: ${text}`);
  return numbers;
}

/** How long somebody stays before it is a homecoming. */
const STAY = 31 * MINUTE;

/**
 * Journeys of many, in the order of time: nine days away, and back in their city at `back`. Once they are seen there half
 * an hour later (`seenHome`), they have come home.
 */
export function journeys(numbers: readonly string[], back: number): readonly RawEvent[] {
  return [
    ...spread(numbers, back - 9 * DAY, (time, msisdn) => seenAt(time, msisdn, 'C9')),
    ...spread(numbers, back - 5 * DAY, (time, msisdn) => seenAt(time, msisdn, 'C9')),
    ...spread(numbers, back, (time, msisdn) => seen(time, msisdn, 'a1')),
  ];
}

/** Seen at home at `at`, one after another within `withinMs`. */
export function seenHome(numbers: readonly string[], at: number, withinMs = 0): readonly RawEvent[] {
  return spread(numbers, at, (time, msisdn) => seen(time, msisdn, 'a2'), withinMs);
}

/** When to be back for having come home now. */
export function backFor(now: number): number {
  return now - STAY - MINUTE;
}

function spread(
  numbers: readonly string[],
  at: number,
  of: (time: number, msisdn: string) => { event: RawEvent },
  withinMs = 20_000,
): RawEvent[] {
  return numbers.map(
    (msisdn, index) => of(at + Math.floor((index * withinMs) / numbers.length), msisdn).event,
  );
}
