import type { ReferenceModel } from '../reference/reference.types.ts';
import type { SchemeDefinition } from './schemes.types.ts';

/** Areas that a scheme is about; null: everywhere. */
export function schemeAreas(
  { trigger }: Pick<SchemeDefinition, 'trigger'>,
  model: ReferenceModel,
): readonly string[] | null {
  if (trigger.areaIds.length > 0) return trigger.areaIds;
  if (trigger.hotspotIds.length === 0) return null;
  return [...new Set(trigger.hotspotIds.map((id) => model.hotspotById.get(id)?.areaId ?? ''))];
}

/** The lowest area that holds all of them; null when there is none, or the scheme is about everywhere. */
export function commonArea(areaIds: readonly string[] | null, model: ReferenceModel): string | null {
  if (areaIds === null) return null;
  const chains = areaIds.map((id) => model.areas.chain(id).map((area) => area.areaId));
  const [first = [], ...others] = chains;
  return first.find((areaId) => others.every((chain) => chain.includes(areaId))) ?? null;
}

/** The trigger's areas with everything below them, for a look-up at each detection. */
export function triggerAreas(
  { trigger }: Pick<SchemeDefinition, 'trigger'>,
  model: ReferenceModel,
): ReadonlySet<string> | null {
  if (trigger.areaIds.length === 0) return null;
  return new Set(trigger.areaIds.flatMap((areaId) => model.areas.subtree(areaId)));
}
