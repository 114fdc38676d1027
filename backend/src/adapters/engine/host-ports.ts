import type { EngineBlock } from './handover-rows.ts';
import type { Applied } from './step-runner.ts';
import type { EngineRecord } from './records.ts';

export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

/** What the engine host needs from around it, and what it tells. */
export interface HostPorts {
  /** Wall time that never jumps, milliseconds. */
  monotonic(): number;
  /** Hands a block to the store or to those who act on detections; acknowledged by its id. */
  writeBlock(id: number, block: EngineBlock): void;
  /** A durable record's results, in order. */
  applied(record: EngineRecord, applied: Applied): void;
  /** Whether new work is refused (or, from internal sources, waits). */
  pressure(paused: boolean): void;
  /** The state can no longer be trusted to match the journal: the process must start anew. */
  fatal(error: Error): void;
  log(level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>): void;
}
