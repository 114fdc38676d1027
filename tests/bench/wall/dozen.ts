import type { Person } from '../../support/people.ts';

/** Twelve tiles of all kinds: two maps, two day curves, lists and figures. */
const PLACES = [
  ['homecoming-headline', 0, 0, 3, 6],
  ['presence', 3, 0, 3, 6],
  ['campus-headline', 6, 0, 3, 6],
  ['pulse-headline', 9, 0, 3, 6],
  ['homecoming-map', 0, 6, 5, 10],
  ['share-map', 5, 6, 4, 10],
  ['homecoming-cities', 9, 6, 3, 5],
  ['pulse-state', 9, 11, 3, 5],
  ['homecoming-curve', 0, 16, 4, 8],
  ['pulse-volume', 4, 16, 4, 8],
  ['campus-newcomers', 8, 16, 4, 4],
  ['pulse-history', 8, 20, 4, 4],
] as const;

/** Makes Tide a scene of twelve tiles. */
export async function publishDozen(administrator: Person): Promise<void> {
  const tiles = PLACES.map(([kind, column, row, columns, rows]) => {
    return { id: kind, kind, column, row, columns, rows, options: {} };
  });
  const definition = { title: { zh: '十二', en: 'Twelve' }, tiles };
  const { version } = await administrator.done<{ version: number }>('PUT', '/scenes/tide', {
    baseVersion: 0,
    definition,
  });
  await administrator.done('POST', '/scenes/tide/publish', { version });
}
