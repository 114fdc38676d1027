import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createStore, type Store } from '@tidewall/clickhouse';
import type { LiveCounters } from '@tidewall/streams';
import { firstValueFrom, NEVER } from 'rxjs';
import { handedDetections, type HandedDetection } from '../../adapters/engine/index.ts';
import { PipelineHost } from './pipeline-host.ts';
import type { PipelineOutput } from './pipeline.types.ts';

const NOW = Date.parse('2026-02-10T12:00:00+08:00');
const REFERENCE = {
  areas: [
    'areaId,parentId,level,name,nameEn',
    'CN,,country,国,Country',
    '41,CN,province,省,Province',
    '4104,41,city,市,City',
    '',
  ].join('\n'),
  cells: 'cellId,areaId,latitude,longitude,rat,siteName\nC1,4104,33.1,113.2,NR,S1\n',
  operators: 'operatorId,name,own\nus,Us,true\n',
  subscribers:
    'msisdn,homeAreaId,activatedAt,brand,tariffId,groupCustomer,virtualNetwork,status,doNotDisturb\n',
};
const MSISDN = '8613800000001';

let root: string;
let dir: string;
let store: Store;
let runs = 0;
const open: PipelineHost[] = [];
let handed: HandedDetection[] = [];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tidewall-pipeline-'));
  store = createStore({ embedded: join(root, 'clickhouse') });
  await store.migrate();
});
afterAll(async () => {
  await store.close();
  await rm(root, { recursive: true, force: true });
});
beforeEach(() => {
  dir = join(root, `run-${(runs += 1)}`);
  handed = [];
});
afterEach(async () => {
  for (const host of open.splice(0)) await host.stop();
});

function created(shards = 1): PipelineHost {
  const minute = 60_000;
  const host = new PipelineHost({
    dataDir: dir,
    pseudonymKey: Buffer.alloc(32, 5),
    fsync: true,
    engine: {
      timeZone: 'Asia/Shanghai',
      maxOutOfOrdernessMs: 1_000,
      allowedLatenessMs: 5 * minute,
      dedupHorizonMs: 60 * minute,
      maxAheadMs: 10 * minute,
      shards,
      revealNumbers: false,
    },
    idleTimeoutMs: 300,
    store,
    handover: {
      failing: false,
      handedOver$: NEVER,
      write(block, acknowledged) {
        handed.push(...handedDetections(block));
        queueMicrotask(acknowledged);
      },
    },
    clock: { now: () => NOW },
    log: () => undefined,
    onFatal: (error) => {
      throw error;
    },
  });
  open.push(host);
  return host;
}

async function started(): Promise<PipelineHost> {
  const host = created();
  await host.started();
  return host;
}

/** A signalling event as an NDJSON line, `seconds` before now. */
function line(eventId: string, seconds: number): string {
  const eventTime = NOW - seconds * 1_000;
  return JSON.stringify({ eventTime, eventType: 'session', msisdn: MSISDN, cellId: 'C1', eventId });
}

const ingest = (host: PipelineHost, lines: readonly string[]) =>
  host.ingest({ feed: 'signalling', format: { kind: 'ndjson' }, bytes: Buffer.from(lines.join('\n')) });

async function until<T>(look: () => Promise<T> | T, done: (found: T) => boolean): Promise<T> {
  for (let tries = 0; tries < 200; tries += 1) {
    const found = await look();
    if (done(found)) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it did not come in time');
}

describe('pipeline', () => {
  it('is busy until the state has recovered', async () => {
    const host = created();
    await expect(ingest(host, [line('a', 60)])).rejects.toMatchObject({
      name: 'BusyError',
      retryAfterSeconds: 2,
    });
    await host.started();
    expect(host.status().recovering).toBe(false);
  });

  it('judges bodies, stores rows with pseudonyms only, and tells counters and windows', async () => {
    const host = await started();
    for (const [file, csv] of Object.entries(REFERENCE)) {
      expect(await host.putReference(file as keyof typeof REFERENCE, csv)).toBe(
        csv.trim().split('\n').length - 1,
      );
    }
    expect(host.reference()).toEqual(REFERENCE);
    const windows: PipelineOutput['windows'][number][] = [];
    host.output$.subscribe((output) => windows.push(...output.windows));
    const judged = await ingest(host, [
      line('a', 180),
      line('b', 60),
      line('a', 180),
      'broken',
      line('c', -3_600),
    ]);
    expect(judged).toMatchObject({ read: 5, stored: 2, duplicate: 1, rejected: 2 });
    expect(judged.rejections).toEqual([
      { line: 4, field: null, code: 'not-json' },
      { line: 5, field: 'eventTime', code: 'event-time-ahead' },
    ]);
    await until(
      () => windows,
      (found) => found.some(({ kind }) => kind === 'area'),
    );
    const counters: LiveCounters = await firstValueFrom(host.counters$);
    expect(counters.sources[0]).toMatchObject({
      source: 'http:signalling',
      accepted: 5,
      stored: 2,
      rejected: 2,
    });
    await host.checkpoint();
    const rows = await store.select<{ subscriber: string; cell_id: string }>(
      'SELECT toString(subscriber_id) AS subscriber, cell_id FROM tidewall.signalling_events',
    );
    expect(rows).toHaveLength(2);
    expect(rows.every(({ subscriber, cell_id: cell }) => subscriber !== MSISDN && cell === 'C1')).toBe(true);
    expect(host.status()).toMatchObject({ recovering: false, store: { kind: 'embedded', failing: false } });
  });

  it('refuses a broken reference file with its faults', async () => {
    const host = await started();
    const broken = host.putReference('areas', 'areaId,name\n1\n');
    await expect(broken).rejects.toMatchObject({ name: 'ReferenceFaultsError', code: 'reference-faults' });
    await expect(broken).rejects.toHaveProperty('faults.0.line');
    expect(host.reference()).toEqual({});
  });

  it('goes on after a stop as if nothing had happened', async () => {
    const before = await started();
    await ingest(before, [line('a', 60), line('b', 30)]);
    await before.stop();
    // The state is divided as it was, whatever is configured now.
    const after = created(2);
    await after.started();
    expect(await ingest(after, [line('a', 60), line('b', 30), line('c', 10)])).toMatchObject({
      read: 3,
      stored: 1,
      duplicate: 2,
    });
  });

  it('takes nothing once it stops', async () => {
    const host = await started();
    const stopped = host.stop();
    await expect(ingest(host, [line('a', 60)])).rejects.toMatchObject({
      name: 'BusyError',
      retryAfterSeconds: 5,
    });
    await stopped;
  });
});
