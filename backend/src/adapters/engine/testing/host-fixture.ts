import { join } from 'node:path';
import type { Block } from '@tidewall/clickhouse';
import { createPseudonyms } from '@tidewall/clickhouse/rows';
import { LongNumbers, type Step } from '@tidewall/streams';
import { FailedRecords, Journal, SnapshotStore } from '../../journal/index.ts';
import { EngineHost } from '../engine-host.ts';
import { DEFAULT_HOST_SETTINGS, type HostSettings } from '../host-settings.ts';
import type { BodyRecord } from '../records.ts';
import { createStepRows } from '../step-rows.ts';
import { TallyEngine } from './tally-engine.ts';

const KEY = Buffer.alloc(32, 1);

/** A store that survives the process: rows by table, once a token, and every token that was ever offered. */
export class MemoryStore {
  readonly blocks = new Map<string, Block>();
  offered = 0;

  /** Throws when a token comes again with other rows: that would be lost or doubled in the real one. */
  insert(block: Block): void {
    this.offered += 1;
    const known = this.blocks.get(block.token);
    if (known !== undefined && !Buffer.from(known.bytes).equals(Buffer.from(block.bytes))) {
      throw new Error(`token ${block.token} came again with other rows`);
    }
    this.blocks.set(block.token, block);
  }

  rows(table: Block['table']): string[] {
    const texts = [...this.blocks.values()].filter((block) => block.table === table);
    return texts.flatMap(({ bytes }) => Buffer.from(bytes).toString().trim().split('\n')).sort();
  }

  copy(): MemoryStore {
    const copy = new MemoryStore();
    for (const [token, block] of this.blocks) copy.blocks.set(token, block);
    return copy;
  }
}

export interface FixtureOptions {
  readonly dir: string;
  readonly store: MemoryStore;
  readonly settings?: Partial<HostSettings>;
  /** Acknowledge blocks only when `acknowledge` is called. */
  readonly holdAcks?: boolean;
}

/** A host over the tally engine, real files and a store in memory, with the clock in the test's hand. */
export interface Fixture {
  readonly host: EngineHost;
  readonly journal: Journal;
  readonly outputs: Step[];
  readonly pressure: boolean[];
  readonly fatal: Error[];
  readonly logs: string[];
  now: number;
  /** Blocks given to the store and not acknowledged. */
  readonly held: { id: number; block: Block }[];
  acknowledge(): void;
}

export async function openFixture(options: FixtureOptions): Promise<Fixture> {
  const journal = await Journal.open({
    dir: join(options.dir, 'journal'),
    key: KEY,
    fsync: false,
    segmentBytes: 2_000,
  });
  const failed = await FailedRecords.open(join(options.dir, 'journal'));
  const snapshots = await SnapshotStore.open(join(options.dir, 'snapshots'), KEY);
  const long = new LongNumbers();
  const rows = createStepRows({ pseudonyms: createPseudonyms(KEY), long, areaIdOf: () => new Uint8Array(0) });
  const told = {
    outputs: [] as Step[],
    pressure: [] as boolean[],
    fatal: [] as Error[],
    logs: [] as string[],
  };
  const held: { id: number; block: Block }[] = [];
  const host: EngineHost = new EngineHost({
    engine: new TallyEngine(),
    journal,
    snapshots,
    failed,
    rows,
    settings: { ...DEFAULT_HOST_SETTINGS, ...options.settings },
    ports: {
      monotonic: () => fixture.now,
      writeBlock(id, block) {
        if (block.table === 'handover') throw new Error('nobody asked for detections');
        if (options.holdAcks === true) {
          held.push({ id, block });
          return;
        }
        options.store.insert(block);
        queueMicrotask(() => {
          host.acknowledge(id);
        });
      },
      applied: (_, { step }) => {
        if (step !== null) told.outputs.push(step);
      },
      pressure: (paused) => told.pressure.push(paused),
      fatal: (error) => told.fatal.push(error),
      log: (_, message) => told.logs.push(message),
    },
  });
  const fixture: Fixture = {
    host,
    journal,
    ...told,
    now: 0,
    held,
    acknowledge() {
      for (const { id, block } of held.splice(0)) {
        options.store.insert(block);
        host.acknowledge(id);
      }
    },
  };
  return fixture;
}

/** A body of the given event ids. */
export function body(ids: readonly string[], more: Partial<BodyRecord> = {}): BodyRecord {
  const bytes = new TextEncoder().encode(ids.map((id) => `${id}\n`).join(''));
  const fixed = { type: 'body', source: 'http:usage', feed: 'usage', format: { kind: 'ndjson' } } as const;
  return { ...fixed, bytes, now: 0, position: null, quiet: false, ...more };
}
