import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Detection } from '@tidewall/streams';
import { readStore, toldLedger, unbalanced } from '../support/ledger.ts';
import type { Status } from '../support/api.ts';
import { storeContents, type StoreContents } from '../support/store-contents.ts';
import { temporaryDirectory } from '../support/server.ts';
import { CrashRun } from './crash-run.ts';
import { weeks, type Body } from './weeks.ts';

interface Outcome {
  readonly status: Status;
  readonly contents: StoreContents;
  readonly storedLedger: unknown;
}

describe('a server killed again and again', () => {
  const bodies: readonly Body[] = weeks(Date.now());
  const runs: { run: CrashRun; remove(): Promise<void> }[] = [];
  let whole: Outcome;
  let killed: Outcome;
  let lives = 0;

  beforeAll(async () => {
    const undisturbed = await newRun();
    await undisturbed.deliverAll();
    whole = await outcomeOf(undisturbed);

    // The undisturbed run has one shard: how many there are must not be seen either.
    const run = await newRun({ TIDEWALL_SHARDS: '2' });
    await dieManyDeaths(run);
    await run.deliverAll();
    lives = run.lives;
    killed = await outcomeOf(run);
  }, 240_000);

  afterAll(async () => {
    for (const { run, remove } of runs) {
      await run.end();
      await remove();
    }
  });

  async function newRun(env: Readonly<Record<string, string>> = {}): Promise<CrashRun> {
    const { path, remove } = await temporaryDirectory();
    const run = new CrashRun(path, bodies, env);
    runs.push({ run, remove });
    await run.beginReady();
    await run.api.putWorld();
    return run;
  }

  async function outcomeOf(run: CrashRun): Promise<Outcome> {
    const status = await run.finish();
    return readStore(run.dataDir, async (store) => ({
      status,
      contents: await storeContents(store),
      storedLedger: await store.query('ledger', {}),
    }));
  }

  it('lived many lives', () => {
    expect(lives).toBe(8);
  });

  it('holds every event exactly once', () => {
    const fresh = bodies.reduce((sum, body) => sum + body.fresh, 0);
    const { signalling, usage, lifecycle } = killed.contents;
    expect(signalling.length + usage.length + lifecycle.length).toBe(fresh);
    expect(signalling).toEqual(whole.contents.signalling);
    expect(usage).toEqual(whole.contents.usage);
    expect(lifecycle).toEqual(whole.contents.lifecycle);
  });

  it('has a ledger that adds up and says what is in the store', () => {
    expect(unbalanced(killed.status)).toEqual([]);
    expect(toldLedger(killed.status)).toEqual(killed.storedLedger);
    expect(toldLedger(whole.status)).toEqual(whole.storedLedger);
    const stored = (outcome: Outcome) => toldLedger(outcome.status).map((line) => line.stored);
    expect(stored(killed)).toEqual(stored(whole));
  });

  it('gives the detections of an undisturbed run, none lost and none twice', () => {
    expect(killed.contents.detections).toEqual(whole.contents.detections);
    const found = detectionsOf(killed);
    const types = new Set(found.map(({ type }) => type));
    expect([...types].sort()).toEqual(['campus-newcomer', 'homecoming', 'share-drop']);
    const keys = found.map(({ detectionId, revision }) => `${detectionId}/${revision}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('sees the traveller home who left before the first death', () => {
    const [home, ...more] = detectionsOf(killed).filter(({ type }) => type === 'homecoming');
    expect(more).toEqual([]);
    expect(home).toMatchObject({ subtype: 'own', areaId: 'T111', evidence: { awayAreaIds: ['C9'] } });
    expect(home?.evidence['awayDays']).toBeGreaterThan(8);
  });

  it('has the windows, new customers and contacts of an undisturbed run', () => {
    const { areaWindows, hotspotWindows, operatorWindows, shareDays, activeShares, contacts } =
      whole.contents;
    expect(areaWindows.length).toBeGreaterThan(100);
    expect(killed.contents).toMatchObject({
      areaWindows,
      hotspotWindows,
      operatorWindows,
      shareDays,
      activeShares,
      contacts,
    });
  });
});

/** Each life ends in another place of the server's work. */
async function dieManyDeaths(run: CrashRun): Promise<void> {
  // Right after an acknowledgement: the events are in the journal only.
  await run.deliver(9);
  await run.kill();
  // While events come in.
  await run.beginReady();
  await run.killWhileSending(30);
  // Twice in a row, before the state has recovered: as soon as it listens, and as it saves what it has recovered.
  await run.begin();
  await run.kill();
  await run.begin();
  await run.killAtSnapshot(run.ready());
  // While it stops in order.
  await run.beginReady();
  await run.deliver(26);
  await run.killWhileStopping();
  // After it has been up for a while, with rows in the store that no snapshot covers.
  await run.beginReady();
  await run.deliver(34);
  await run.api.settled();
  await run.kill();
  // With a record of which only a part has reached the disk.
  await run.tearJournal();
  await run.beginReady();
  await run.killWhileSending(60);
  await run.beginReady();
}

function detectionsOf({ contents }: Outcome): readonly Detection[] {
  return contents.detections.map((row) => JSON.parse((row as { body: string }).body) as Detection);
}
