import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Desk } from '../support/desk.ts';
import type { DeskCast } from '../support/desk-cast.ts';

const LANGUAGES = ['zh-CN', 'en'] as const;
const THEMES = ['night', 'day'] as const;
const SIZES = [
  [1920, 1080],
  [3840, 2160],
  [5120, 1440],
] as const;
const PHONE = [390, 844] as const;
const LEVELS = ['province', 'city', 'county', 'township'] as const;
const LAYERS = ['homecomings', 'share', 'campus', 'alerts'] as const;
/** Names, curves and cells come after the figures. */
const DRAWN_MS = 2_000;
const HOUR_MS = 3_600_000;
/** What the documentation shows, by the name of the picture it is taken from. */
const DOCUMENTED = new Map([
  ['map-province-zh-CN-night-1920x1080', 'map-province'],
  ['map-county-en-day-1920x1080', 'map-county-en'],
  ['map-replay-zh-CN-night-1920x1080', 'map-replay'],
]);

interface Folders {
  readonly pictures: string;
  readonly documentation: string;
}
interface Area {
  readonly areaId: string;
  readonly parentId: string | null;
  readonly level: string;
  readonly covered: boolean;
}
type Places = Readonly<Record<(typeof LEVELS)[number], string>>;
type Query = Readonly<Record<string, string>>;

/** Pictures of the live map: every level in all sizes, themes and languages, every layer, the table, a replay, a phone. */
export async function photographMap(cast: DeskCast, folders: Folders): Promise<void> {
  const places = await placesOf(cast.desk('chen'));
  const { province } = places;
  await withDesk(SIZES[0], async (desk) => {
    await levels(desk, SIZES[0]);
    const look = { theme: 'night', lang: 'zh-CN' };
    for (const layer of LAYERS) await take(desk, `layer-${layer}`, SIZES[0], province, { ...look, layer });
    await take(desk, 'table', SIZES[0], province, { ...look, view: 'table' });
    const { at } = await desk.send<{ at: number }>('GET', `/map/state?areaId=${province}`);
    const then = new Date(at - 3 * HOUR_MS).toISOString();
    await take(desk, 'replay', SIZES[0], province, { ...look, at: then, pick: `area:${province}` });
  });
  for (const size of SIZES.slice(1)) await withDesk(size, (desk) => levels(desk, size));
  await withDesk(PHONE, async (desk) => {
    for (const level of LEVELS)
      await take(desk, level, PHONE, places[level], { theme: 'day', lang: 'zh-CN' });
  });

  async function levels(desk: Desk, size: readonly [number, number]): Promise<void> {
    for (const theme of THEMES)
      for (const lang of LANGUAGES)
        for (const level of LEVELS)
          await take(desk, level, size, places[level], { theme, lang, pick: `area:${places[level]}` });
  }

  async function withDesk(
    size: readonly [number, number],
    work: (desk: Desk) => Promise<void>,
  ): Promise<void> {
    const desk = await cast.another('chen', { width: size[0], height: size[1] });
    await work(desk);
    await desk.close();
  }

  async function take(
    desk: Desk,
    name: string,
    [width, height]: readonly [number, number],
    areaId: string,
    query: Query,
  ): Promise<void> {
    const address = new URL(`/map/${areaId}`, desk.origin);
    for (const [key, value] of Object.entries(query)) address.searchParams.set(key, value);
    await desk.page.goto(address.href);
    await desk.page.locator('.map-page[data-ready=true]').waitFor();
    await sleep(DRAWN_MS);
    const picture = `map-${name}-${query['lang'] ?? ''}-${query['theme'] ?? ''}-${width}x${height}`;
    const file = join(folders.pictures, `${picture}.png`);
    await desk.page.screenshot({ path: file });
    const documented = DOCUMENTED.get(picture);
    if (documented !== undefined) await copyFile(file, join(folders.documentation, `${documented}.png`));
    process.stderr.write(`  ${picture}.png\n`);
  }
}

/** The province in use, and each time the first place below. */
async function placesOf(desk: Desk): Promise<Places> {
  const { items } = await desk.send<{ items: readonly Area[] }>('GET', '/areas');
  const first = (level: string, parentId?: string): string => {
    const found = items.find(
      (area) =>
        area.level === level && area.covered && (parentId === undefined || area.parentId === parentId),
    );
    if (found === undefined) throw new Error(`there is no ${level}`);
    return found.areaId;
  };
  const province = first('province');
  const city = first('city', province);
  const county = first('county', city);
  return { province, city, county, township: first('township', county) };
}
