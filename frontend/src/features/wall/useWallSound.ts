import type { AlertNow } from '@tidewall/streams/events';
import type { WallPlanDto } from '../../api/scenes-dto.ts';
import { useLiveStore } from '../live/live-store.ts';
import { isQuiet, localMoment } from './shifts.ts';
import { callingAlerts } from './sound.ts';
import { useSound, type Sound } from './useSound.ts';

export interface WallSoundOptions {
  readonly plan: () => WallPlanDto['sound'];
  readonly query: () => Readonly<Record<string, unknown>>;
}

/** The sound of alerts, by the plan; `?sound=off` on screens that have no loudspeaker. */
export function useWallSound({ plan, query }: WallSoundOptions): Sound {
  const live = useLiveStore();
  return useSound({
    calling: () =>
      callingAlerts((live.topic('alerts')?.entries.values() ?? []) as Iterable<AlertNow>, plan().severities),
    wanted: () => plan().severities.length > 0 && query()['sound'] !== 'off',
    quiet: () => live.systemNow !== null && isQuiet(plan(), localMoment(live.systemNow, live.timeZone)),
  });
}
