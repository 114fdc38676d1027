import { formatDuration } from '../../config/duration.ts';
import type { ChannelsSettings } from './channel-settings.ts';

const SECRETS: ReadonlySet<string> = new Set(['password', 'secret']);
/** Follows from the others. */
const DERIVED: ReadonlySet<string> = new Set(['connections']);

/** Settings as people may see them: as they are written in a file, secrets masked. */
export function shownChannels(channels: ChannelsSettings, mask: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(channels).map(([name, settings]) => [name, shown(settings, mask)]),
  );
}

function shown(settings: object, mask: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(settings as Record<string, unknown>)
      .filter(([key]) => !DERIVED.has(key))
      .map(([key, value]) => {
        if (SECRETS.has(key)) return [key, mask];
        if (key.endsWith('Ms') && typeof value === 'number') return [key.slice(0, -2), formatDuration(value)];
        const nested = typeof value === 'object' && value !== null && !Array.isArray(value);
        return [key, nested ? shown(value, mask) : value];
      }),
  );
}
