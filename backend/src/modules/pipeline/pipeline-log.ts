import type { LogLevel } from '../../adapters/engine/index.ts';

/** Where the pipeline says what happens: a constant message, values as fields. */
export type PipelineLog = (
  level: LogLevel,
  message: string,
  fields?: Readonly<Record<string, unknown>>,
) => void;
