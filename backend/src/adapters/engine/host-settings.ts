/** How the engine host paces itself. Times in milliseconds. */
export interface HostSettings {
  /** Wall time after which a silent source is set aside. */
  readonly idleTimeoutMs: number;
  /** The same for the simulator, which needs some seconds to draw its province. */
  readonly ownIdleTimeoutMs: number;
  /** Rows at which a block ends by itself. */
  readonly maxBlockRows: number;
  readonly detectionCutMs: number;
  readonly cutMs: number;
  readonly snapshotMs: number;
  /** Journal since the last snapshot that brings the next one forward. */
  readonly snapshotBytes: number;
  /** Encoded rows that may wait for the store before new work is refused. */
  readonly maxOutstandingBytes: number;
  /** Journal since the last snapshot beyond which new work is refused: the disk is not ours to fill. */
  readonly maxJournalBytes: number;
}

const MIB = 1024 * 1024;

export const DEFAULT_HOST_SETTINGS: HostSettings = {
  idleTimeoutMs: 1_000,
  ownIdleTimeoutMs: 60_000,
  maxBlockRows: 100_000,
  detectionCutMs: 250,
  cutMs: 1_000,
  snapshotMs: 30_000,
  snapshotBytes: 256 * MIB,
  maxOutstandingBytes: 192 * MIB,
  maxJournalBytes: 2_048 * MIB,
};
