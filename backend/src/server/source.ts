import type { Logger } from 'pino';
import type { Config } from '../config/index.ts';
import type { BoundariesSource } from '../modules/boundaries/boundaries.types.ts';
import type { PipelineHost } from '../modules/pipeline/pipeline-host.ts';
import { SimulationSource } from '../modules/simulation/index.ts';
import type { SystemClock } from '../tokens.ts';

/** Where the server's own events come from, and the time it lives in. */
export interface LiveSource {
  readonly clock: SystemClock;
  readonly boundaries: BoundariesSource;
  /** Resolves when it runs. */
  start(pipeline: PipelineHost): Promise<void>;
  stop(): Promise<void>;
}

/** Events come from outside over HTTP: nothing to run, and time is the machine's. */
const OUTSIDE: LiveSource = {
  clock: { now: () => Date.now(), speed: 1, simulated: false },
  boundaries: () => null,
  start: () => Promise.resolve(),
  stop: () => Promise.resolve(),
};

/** The simulator when it is on, else nothing: events come over HTTP either way. */
export function createSource(config: Config, logger: Logger): LiveSource {
  if (!config.simulate) return OUTSIDE;
  const { dataDir, timeZone, simulation } = config;
  const log = logger.child({ module: 'simulation' });
  return new SimulationSource({ dataDir, timeZone, ...simulation }, (level, message, fields) =>
    log[level](fields ?? {}, message),
  );
}
