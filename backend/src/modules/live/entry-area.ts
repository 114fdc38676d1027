import type { Detection } from '@tidewall/streams';
import type { ReferenceModel } from '../reference/reference.types.ts';

/** Everybody may see it, whatever their scope. */
export const FOR_ALL = Symbol('for all');

/** Sums and flows over everything: only for those who may see everything. */
const WHOLE = null;

/**
 * The area that an entry of a live topic belongs to, which decides who may see it. Series topics carry the area in
 * their name and are judged when they are subscribed.
 */
export function entryArea(
  topic: string,
  key: string,
  value: unknown,
  reference: ReferenceModel,
): string | typeof WHOLE | typeof FOR_ALL {
  if (topic === 'detections') return (value as Detection).areaId ?? WHOLE;
  if (topic !== 'overview' || key === 'clock' || key === 'privacy') return FOR_ALL;
  const [kind, id] = key.split('/', 2);
  if (id === undefined) return WHOLE;
  if (kind === 'area') return id;
  if (kind !== 'hotspot') return WHOLE;
  return reference.hotspotById.get(id)?.areaId ?? WHOLE;
}
