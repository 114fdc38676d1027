import type { EngineSettings } from '@tidewall/streams';
import type { Config } from '../../config/index.ts';
import { openCalendar } from '../calendar/index.ts';

/** Settings of the engines of a backtest: as live, but in one thread, and with the windows that detectors read only. */
export async function engineSettings(config: Config): Promise<EngineSettings> {
  const { timeZone, maxOutOfOrdernessMs, allowedLatenessMs, dedupHorizonMs, maxAheadMs } = config;
  return {
    timeZone,
    maxOutOfOrdernessMs,
    allowedLatenessMs,
    dedupHorizonMs,
    maxAheadMs,
    shards: 1,
    ...(await openCalendar(config.calendar)).settings,
    windows: 'for-detectors',
    revealNumbers: false,
  };
}
