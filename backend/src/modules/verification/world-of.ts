import type { Reference, TimeZone } from '@tidewall/streams';
import type { ThresholdsAt } from './thresholds.ts';
import type { DayKind, Planned, World } from './world.ts';

/** What a world needs besides the reference files. */
export interface WorldParts {
  readonly zone: TimeZone;
  readonly thresholds: ThresholdsAt;
  /** How the rows name a number: by its pseudonym, or as it is. */
  nameOf(digits: string): string;
  planned(number: string): Planned;
  dayKind(day: number): DayKind;
}

/** The reference files as plain tables over ids. */
export function worldOf(reference: Reference, parts: WorldParts): World {
  const { ids, areas, hotspots } = reference;
  const areaId = (index: number): string | null => (areas.known(index) ? ids.areas.idOf(index) : null);
  const campuses = hotspots.filter(({ type }) => type === 'campus');
  const cells = ids.cells.ids.map((cellId, index) => ({
    cellId,
    index,
    areaId: areaId(reference.cellArea[index] ?? -1),
  }));
  return {
    zone: parts.zone,
    thresholds: parts.thresholds,
    planned: parts.planned.bind(parts),
    dayKind: parts.dayKind.bind(parts),
    areas: new Map(
      areas.rows.map((row) => [
        row.areaId,
        { parentId: row.parentId === '' ? null : row.parentId, level: row.level },
      ]),
    ),
    cellArea: new Map(cells.flatMap(({ cellId, areaId: area }) => (area === null ? [] : [[cellId, area]]))),
    cellCampuses: new Map(
      cells.map(({ cellId, index }) => [
        cellId,
        (reference.cellCampuses[index] ?? []).map((campus) => ids.hotspots.idOf(campus)),
      ]),
    ),
    campusArea: new Map(campuses.map((row) => [row.hotspotId, row.areaId])),
    channels: new Map(
      ids.channels.ids.map((channelId, index) => [
        channelId,
        {
          areaId: areaId(reference.channelArea[index] ?? -1),
          campusId: ids.hotspots.ids[reference.channelCampus[index] ?? -1] ?? null,
        },
      ]),
    ),
    operators: new Map(
      ids.operators.ids.flatMap((operatorId, index) =>
        reference.operatorKnown[index] === true
          ? [[operatorId, { own: reference.operatorOwn[index] === true }]]
          : [],
      ),
    ),
    subscribers: new Map(
      reference.subscribers.map((profile) => [
        parts.nameOf(profile.msisdn),
        {
          homeAreaId: areaId(profile.home),
          activatedAt: Number.isNaN(profile.activatedAt) ? null : profile.activatedAt,
        },
      ]),
    ),
    ported: new Map(
      [...reference.plan.ported].map(([digits, operator]) => [
        parts.nameOf(digits),
        ids.operators.idOf(operator),
      ]),
    ),
    seen: new Map([...reference.seenNumbers].map(([digits, time]) => [parts.nameOf(digits), time])),
  };
}
