import type { Detection } from '@tidewall/streams';
import type { ReferenceModel } from '../reference/reference.types.ts';
import type { IndicatorDefinition } from './definition.dto.ts';
import type { Place } from './indicators.types.ts';

type PlaceRule = IndicatorDefinition['place'];

/** All places where an indicator is judged. */
export function placesOf(rule: PlaceRule, { areas, hotspots }: ReferenceModel): readonly Place[] {
  switch (rule.kind) {
    case 'areas': {
      const ids = rule.below ? rule.areaIds.flatMap((id) => areas.subtree(id)) : rule.areaIds;
      return [...new Set(ids)].flatMap((areaId) => (areas.get(areaId) ? [{ areaId, hotspotId: null }] : []));
    }
    case 'levels': {
      const under = rule.under === undefined ? null : new Set(areas.subtree(rule.under));
      return areas.areas
        .filter(({ level, covered }) => covered && rule.levels.includes(level))
        .filter(({ areaId }) => under === null || under.has(areaId))
        .map(({ areaId }) => ({ areaId, hotspotId: null }));
    }
    case 'hotspots':
      return hotspots
        .filter(({ type }) => type === rule.type)
        .filter(({ hotspotId }) => rule.hotspotIds === undefined || rule.hotspotIds.includes(hotspotId))
        .map(({ hotspotId, areaId }) => ({ areaId, hotspotId }));
  }
}

/**
 * The place whose alert a detection belongs to; null: the indicator does not watch it. What is said of an area itself
 * belongs to that area; what happens somewhere in it belongs to the lowest area that is watched.
 */
export function placeOfDetection(
  rule: PlaceRule,
  detection: Pick<Detection, 'areaId' | 'hotspotId' | 'subject'>,
  model: ReferenceModel,
): Place | null {
  const { hotspotId } = detection;
  if (rule.kind === 'hotspots') return placeOfHotspot(rule, hotspotId, model);
  const areaId = detection.areaId ?? areaOfFeed(detection, model);
  if (areaId === null) return null;
  const itself = detection.subject.kind === 'area' || detection.subject.kind === 'feed';
  const chain = model.areas.chain(areaId);
  const found = itself ? chain.slice(0, 1).find((area) => watches(rule, area.areaId, model)) : undefined;
  const nearest = itself ? found : chain.find((area) => watches(rule, area.areaId, model));
  return nearest === undefined ? null : { areaId: nearest.areaId, hotspotId: null };
}

function placeOfHotspot(
  rule: Extract<PlaceRule, { kind: 'hotspots' }>,
  hotspotId: string | null,
  model: ReferenceModel,
): Place | null {
  const hotspot = hotspotId === null ? undefined : model.hotspotById.get(hotspotId);
  if (hotspot?.type !== rule.type) return null;
  if (rule.hotspotIds !== undefined && !rule.hotspotIds.includes(hotspot.hotspotId)) return null;
  return { areaId: hotspot.areaId, hotspotId: hotspot.hotspotId };
}

function watches(
  rule: Exclude<PlaceRule, { kind: 'hotspots' }>,
  areaId: string,
  { areas }: ReferenceModel,
): boolean {
  const chain = areas.chain(areaId).map((area) => area.areaId);
  if (rule.kind === 'areas')
    return rule.areaIds.some((id) => (rule.below ? chain.includes(id) : id === areaId));
  const level = areas.get(areaId)?.level;
  if (level === undefined || !rule.levels.includes(level)) return false;
  return rule.under === undefined || chain.includes(rule.under);
}

/** A feed that no single area covers belongs to our province. */
function areaOfFeed({ subject }: Pick<Detection, 'subject'>, { areas }: ReferenceModel): string | null {
  if (subject.kind !== 'feed') return null;
  const province = areas.areas.find(({ level, covered }) => covered && level === 'province');
  return (province ?? areas.areas[0])?.areaId ?? null;
}
