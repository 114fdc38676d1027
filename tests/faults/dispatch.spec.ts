import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { ndjson, type RawEvent } from '@tidewall/streams/testing';
import { backFor, journeys, seenHome, WELCOME } from '../support/campaign.ts';
import { temporaryDirectory } from '../support/server.ts';
import { SmppProvider } from '../support/smpp-provider.ts';
import { until } from '../support/until.ts';
import { DispatchRun } from './dispatch-run.ts';
import { draws, trouble } from './dispatch-trouble.ts';

/** Two schemes want each homecoming: twice as many triggers as people. 100 000 by `TEST_TRIGGERS=100000`. */
const TRIGGERS = Number(process.env['TEST_TRIGGERS'] ?? 1_000);
const PEOPLE = TRIGGERS / 2;
/** Most that are under way when the server dies. */
const WINDOW = Math.min(50, PEOPLE / 50);
const LINES = 20_000;
const PATIENCE_MS = 60_000 + TRIGGERS * 20;

type Point = 'received' | 'answered' | 'starting' | 'soon';
/** After which share of the people the provider has seen a message of, and where: ten in all. */
const POINTS: readonly (readonly [number, Point])[] = [
  [0, 'received'],
  [0.05, 'answered'],
  [0.1, 'starting'],
  [0.2, 'received'],
  [0.3, 'soon'],
  [0.4, 'answered'],
  [0.5, 'received'],
  [0.6, 'starting'],
  [0.65, 'soon'],
  [0.7, 'answered'],
];

describe(`${TRIGGERS} triggers, a provider in trouble and ten times kill -9`, () => {
  const provider = new SmppProvider({ keep: 300_000 });
  const draw = draws(11);
  let run: DispatchRun;
  let remove: () => Promise<void>;
  let numbers: readonly string[];
  let high = '';
  let low = '';

  beforeAll(async () => {
    const directory = await temporaryDirectory();
    remove = directory.remove;
    await provider.start();
    provider.script = () => trouble(draw);
    run = new DispatchRun(directory.path, provider, WINDOW);
    numbers = await run.open(PEOPLE);
    high = await run.campaigns.run({ ...WELCOME, name: '高', priority: 20 });
    low = await run.campaigns.run({ ...WELCOME, name: '低', priority: 10 });
  });
  afterAll(async () => {
    await run.end();
    await provider.stop();
    await remove();
  });

  it(
    'loses no trigger, sends nothing twice, keeps to the cap and to its timers',
    async () => {
      const now = Date.now();
      const planned = [...POINTS];
      const killed = kills(provider, planned, () => run.kill());
      const sending = run.deliver([
        ...bodiesOf(journeys(numbers, backFor(now))),
        ...bodiesOf(seenHome(numbers, now - 10_000, 8_000)),
      ]);
      for (let count = 0; count < POINTS.length; count += 1) {
        const point = await until(`kill ${count + 1}`, () => killed.next(), PATIENCE_MS);
        if (point === 'starting') {
          if (run.killed) await run.begin({ ready: false });
          await sleep(draw() * 500);
          run.kill();
        }
        // The next kill may have come, and been seen to, meanwhile.
        if (run.killed) await run.begin();
      }
      if (run.killed) await run.begin();
      await sending;
      await run.deliver([]);
      await settled();
      await check();
    },
    PATIENCE_MS * 3,
  );

  /** Everything is decided, sent and told. */
  async function settled(): Promise<void> {
    let before = '';
    await until(
      'nothing moves any more',
      async () => {
        const { total } = await run.campaigns.ledger();
        const now = JSON.stringify([total, provider.ledger.received]);
        const still = now === before;
        before = now;
        await sleep(2_000);
        return (
          still && total.triggers === TRIGGERS && !total.byReason['queued'] && provider.deliveries.open === 0
        );
      },
      PATIENCE_MS,
    );
  }

  async function check(): Promise<void> {
    const [all, better, worse] = [
      await run.campaigns.ledger(),
      await run.campaigns.ledger(high),
      await run.campaigns.ledger(low),
    ];
    const { ledger } = provider;
    const said = { high: better.total, low: worse.total, received: ledger.received, lives: run.lives };
    if (process.env['TEST_TRIGGERS'] !== undefined) console.log(JSON.stringify(said));
    expect(all.addsUp).toBe(true);
    expect([better.total.triggers, worse.total.triggers]).toEqual([PEOPLE, PEOPLE]);
    // Nobody gets a message twice, by the same submission or by another.
    expect([...ledger.duplicates()]).toEqual([]);
    const byPerson = new Map<string, number>();
    for (const { to } of ledger.messages) byPerson.set(to, (byPerson.get(to) ?? 0) + 1);
    expect([...byPerson.values()].filter((times) => times > 1)).toEqual([]);
    // What the provider has is known to be sent, and nothing else is.
    expect(all.total.byReason['sent'] ?? 0).toBe(ledger.submissions);
    // Whoever waited was decided.
    expect(all.total.byReason['queued'] ?? 0).toBe(0);
    // Only what was under way when something broke is not known.
    expect(all.total.byReason['unknown'] ?? 0).toBeLessThanOrEqual((run.lives + provider.binds) * WINDOW);
    expect(run.lives).toBeGreaterThan(POINTS.length);
  }
});

/** Kills at the planned places, each once; `next` gives the place of a kill that was not given yet. */
function kills(provider: SmppProvider, planned: (readonly [number, Point])[], kill: () => void) {
  const done: Point[] = [];
  const script = provider.script;
  provider.script = (message) => {
    const [share, point] = planned[0] ?? [Number.POSITIVE_INFINITY, 'soon'];
    if (provider.ledger.received / PEOPLE >= share && done.length === 0) {
      planned.shift();
      const strike = (): void => {
        kill();
        done.push(point);
      };
      if (point === 'received') strike();
      else if (point === 'answered') setImmediate(strike);
      else setTimeout(strike, point === 'soon' ? 30 : 5);
    }
    return script(message);
  };
  return { next: (): Point | undefined => done.shift() };
}

function bodiesOf(events: readonly RawEvent[]): Uint8Array[] {
  return Array.from({ length: Math.ceil(events.length / LINES) }, (_, index) =>
    ndjson(events.slice(index * LINES, (index + 1) * LINES)),
  );
}
