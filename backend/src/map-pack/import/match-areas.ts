import type { AreaDto } from '@tidewall/streams/events';
import type { Fault } from './faults.ts';
import type { SourceFeature } from './source.types.ts';

/** An area of the reference data with its outline. */
export interface MatchedArea {
  readonly area: AreaDto;
  readonly feature: SourceFeature;
}

export interface Matching {
  readonly matched: ReadonlyMap<string, MatchedArea>;
  /** The lowest area above all that are matched, or one of them; null when there is none. */
  readonly rootId: string | null;
  /** Features that the mapping leaves out. */
  readonly leftOut: number;
  readonly faults: readonly Fault[];
}

/** DataV's words for levels, where they differ from ours. */
const LEVELS: Readonly<Record<string, string>> = { district: 'county', street: 'township', town: 'township' };

/**
 * Finds the area of each feature: its code is the areaId, or what `mapping` says for the code (empty leaves it out).
 * The reference data decide on parent, level and names; where the feature says otherwise is a note.
 */
export function matchAreas(
  features: readonly SourceFeature[],
  areas: ReadonlyMap<string, AreaDto>,
  mapping: ReadonlyMap<string, string>,
): Matching {
  const matched = new Map<string, MatchedArea>();
  const faults: Fault[] = [];
  let leftOut = 0;
  for (const feature of features) {
    const areaId = mapping.get(feature.code) ?? feature.code;
    if (areaId === '' && mapping.has(feature.code)) {
      leftOut++;
      continue;
    }
    const area = areas.get(areaId);
    const before = matched.get(areaId);
    if (area === undefined) faults.push(unknown(feature, areas));
    else if (before !== undefined)
      faults.push({
        kind: 'duplicate',
        where: feature.where,
        message: `is there already: ${before.feature.where}`,
      });
    else {
      matched.set(areaId, { area, feature });
      faults.push(...differences(feature, area, mapping));
    }
  }
  const rootId = commonAncestor([...matched.keys()], areas);
  return { matched, rootId, leftOut, faults: [...faults, ...missing(matched, rootId, areas)] };
}

function unknown({ where, code, name }: SourceFeature, areas: ReadonlyMap<string, AreaDto>): Fault {
  const namesake = [...areas.values()].find((area) => name !== '' && area.name === name);
  const hint = namesake === undefined ? '' : `; ${name} is ${namesake.areaId} there`;
  const what =
    code === '' ? 'has no code (adcode, areaId or id)' : `its code is no area in the reference data${hint}`;
  return {
    kind: 'unknown-code',
    where,
    message: `${what}. Say with --mapping which area it is, or that it is none`,
  };
}

function differences(
  { where, name, level, parentCode }: SourceFeature,
  area: AreaDto,
  mapping: ReadonlyMap<string, string>,
): readonly Fault[] {
  const faults: Fault[] = [];
  if (name !== '' && name !== area.name && name !== area.nameEn)
    faults.push({
      kind: 'other-name',
      where,
      message: `is ${area.name} in the reference data, which counts`,
    });
  const ownLevel = LEVELS[level] ?? level;
  if (ownLevel !== '' && ownLevel !== area.level)
    faults.push({
      kind: 'other-level',
      where,
      message: `is a ${area.level} in the reference data, which counts`,
    });
  const parentId = mapping.get(parentCode) ?? parentCode;
  if (parentId !== '' && area.parentId !== null && parentId !== area.parentId)
    faults.push({
      kind: 'other-parent',
      where,
      message: `is in ${area.parentId} in the reference data, which counts`,
    });
  return faults;
}

/** Areas from the highest down to `areaId` itself. */
export function pathOf(areaId: string, areas: ReadonlyMap<string, AreaDto>): readonly string[] {
  const path: string[] = [];
  for (
    let at: string | null = areaId;
    at !== null && !path.includes(at);
    at = areas.get(at)?.parentId ?? null
  )
    path.unshift(at);
  return path;
}

function commonAncestor(areaIds: readonly string[], areas: ReadonlyMap<string, AreaDto>): string | null {
  let common: readonly string[] | null = null;
  for (const areaId of areaIds) {
    const path = pathOf(areaId, areas);
    common = common === null ? path : common.filter((id, index) => path[index] === id);
  }
  return common?.at(-1) ?? null;
}

/** Where some children of an area have an outline, or something below them has, all must. */
function missing(
  matched: ReadonlyMap<string, MatchedArea>,
  rootId: string | null,
  areas: ReadonlyMap<string, AreaDto>,
): readonly Fault[] {
  const present = new Set([...matched.keys()].flatMap((areaId) => pathOf(areaId, areas)));
  const childrenOf = Map.groupBy(areas.values(), ({ parentId }) => parentId);
  const faults: Fault[] = [];
  for (const parentId of present) {
    if (rootId === null || !pathOf(parentId, areas).includes(rootId)) continue;
    const children = childrenOf.get(parentId) ?? [];
    const absent = children.filter(({ areaId }) => !present.has(areaId));
    if (absent.length === 0 || absent.length === children.length) continue;
    const some = absent.slice(0, 5).map(({ areaId, name }) => `${areaId} ${name}`);
    const more = absent.length > some.length ? ` and ${absent.length - some.length} more` : '';
    faults.push({
      kind: 'missing-children',
      where: `${parentId} ${areas.get(parentId)?.name ?? ''}`.trim(),
      message: `${absent.length} of ${children.length} children have no outline: ${some.join(', ')}${more}`,
    });
  }
  return faults;
}
