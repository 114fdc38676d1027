import type { ReferenceModel } from '../reference/reference.types.ts';
import type { Places } from './today-detections.ts';

/** Answers from the area tree what counts of the day ask about places. */
export function placesIn(reference: ReferenceModel): Places {
  const { areas } = reference;
  return {
    chainOf: (areaId) => areas.chain(areaId).map((area) => area.areaId),
    cityOf: (areaId) => areas.ancestorAt(areaId, 'city')?.areaId ?? null,
    originOf: (areaId) => {
      const city = areas.ancestorAt(areaId, 'city');
      if (city?.covered) return city.areaId;
      return areas.ancestorAt(areaId, 'province')?.areaId ?? areas.get(areaId)?.areaId ?? null;
    },
  };
}
