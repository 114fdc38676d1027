import type { EngineSettings } from '@tidewall/streams';
import type { Config } from '../../config/index.ts';
import { chineseFestivals } from '../calendar/index.ts';

/** Settings of the engines of a backtest: as live, but in one thread, and with the windows that detectors read only. */
export function engineSettings(config: Config): EngineSettings {
  const { timeZone, maxOutOfOrdernessMs, allowedLatenessMs, dedupHorizonMs, maxAheadMs } = config;
  return {
    timeZone,
    maxOutOfOrdernessMs,
    allowedLatenessMs,
    dedupHorizonMs,
    maxAheadMs,
    shards: 1,
    festivals: chineseFestivals(),
    windows: 'for-detectors',
    revealNumbers: false,
  };
}
