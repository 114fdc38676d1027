import type { SourceStatus } from '@tidewall/streams';
import { SnapshotStore } from '../../adapters/journal/index.ts';
import { UsageError } from '../usage-error.ts';

/** What a replay with a store knows besides the engine's state. */
export interface ReplayState {
  /** Of the files and options: another replay must not go on from here. */
  readonly fingerprint: string;
  readonly seq: number;
  /** Events read so far. */
  readonly read: number;
  /** By file name: last line taken. */
  readonly positions: Readonly<Record<string, number>>;
  readonly ended: readonly string[];
  /** Bytes of the spool files. */
  readonly spooled: Readonly<Record<string, number>>;
  /** Set when everything is done. */
  readonly finished: { readonly sources: readonly SourceStatus[] } | null;
}

const ALIGN = 8;

/** Checkpoints of a replay: encrypted, whole or not there. */
export class Checkpoints {
  readonly #snapshots: SnapshotStore;

  private constructor(snapshots: SnapshotStore) {
    this.#snapshots = snapshots;
  }

  static async open(directory: string, key: Buffer): Promise<Checkpoints> {
    return new Checkpoints(await SnapshotStore.open(directory, key));
  }

  /** The newest checkpoint, or null. Throws `UsageError` when it is of other files or options. */
  async newest(fingerprint: string): Promise<{ state: ReplayState; engine: Uint8Array } | null> {
    const snapshot = await this.#snapshots.newest(({ path, error }) => {
      process.stderr.write(`checkpoint ${path} cannot be read (${error.message}): an older one is used\n`);
    });
    if (snapshot === null) return null;
    const payload =
      snapshot.payload.byteOffset % ALIGN === 0 ? snapshot.payload : new Uint8Array(snapshot.payload);
    const length = new DataView(payload.buffer, payload.byteOffset).getUint32(0);
    const state = JSON.parse(
      new TextDecoder().decode(payload.subarray(ALIGN, ALIGN + length)),
    ) as ReplayState;
    if (state.fingerprint !== fingerprint) {
      throw new UsageError(
        'the store holds a replay of other files or options: use the same ones, or another --store',
      );
    }
    return { state, engine: payload.subarray(ALIGN + Math.ceil(length / ALIGN) * ALIGN) };
  }

  async save(state: ReplayState, engine: Uint8Array): Promise<void> {
    const json = new TextEncoder().encode(JSON.stringify(state));
    const head = new Uint8Array(ALIGN + Math.ceil(json.length / ALIGN) * ALIGN);
    new DataView(head.buffer).setUint32(0, json.length);
    head.set(json, ALIGN);
    await this.#snapshots.save(state.seq, [head, engine]);
  }
}
