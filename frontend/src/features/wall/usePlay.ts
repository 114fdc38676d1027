import type { AlertNow } from '@tidewall/streams/events';
import { computed, type ComputedRef } from 'vue';
import type { SceneDto, ScreenDto, WallSetDto } from '../../api/scenes-dto.ts';
import { useLiveStore } from '../live/live-store.ts';
import { useOverviewStore } from '../live/overview-store.ts';
import { alarmsOf } from './alarms.ts';
import { isInPart, type Canvas, type Size } from './canvas.ts';
import type { PlayItem } from './director.ts';
import { pagesOf, type Grid, type PlacedTile } from './pages.ts';
import { fixedBy, rotationMs } from './rotation-query.ts';
import { isPreview } from './usePreview.ts';
import { localMoment, playlistAt } from './shifts.ts';
import { useDirector, type Director } from './useDirector.ts';
import { useWallSetStore } from './wall-set-store.ts';

/** Layout units: the bar, and what lies around and between. */
const BAR = 3.6;
const GAP = 0.5;
const MINUTE_MS = 60_000;

export interface PlayOptions {
  readonly set: () => WallSetDto;
  readonly canvas: ComputedRef<Canvas>;
  readonly screen: () => ScreenDto;
  readonly query: () => Readonly<Record<string, unknown>>;
  readonly sceneId: string;
}

/** A scene of the picture as it is laid out now. */
export interface Panel {
  readonly scene: SceneDto;
  readonly pages: readonly (readonly PlacedTile[])[];
  readonly page: number;
  readonly isHere: (tile: PlacedTile) => boolean;
}

export interface Play {
  readonly director: Director;
  readonly panels: ComputedRef<readonly Panel[]>;
  /** Those of the rotation in their order, and the one that is shown besides. */
  readonly scenes: ComputedRef<readonly SceneDto[]>;
}

/** What is played: the shift's playlist, laid out for this picture, with the director's choice of it. */
export function usePlay({ set, canvas, screen, query, sceneId }: PlayOptions): Play {
  const live = useLiveStore();
  const overview = useOverviewStore();
  const store = useWallSetStore();

  const panelUnits = computed<Size>(() => {
    const { width, height, unit, panels } = canvas.value;
    return { width: (width / unit - 2 * GAP * panels) / panels, height: height / unit - BAR - GAP };
  });
  const pages = computed(
    () =>
      new Map(
        store.scenes.map((scene) => [
          scene.id,
          pagesOf(scene.tiles, panelUnits.value, set().grid, store.types),
        ]),
      ),
  );
  const minute = computed(() =>
    live.systemNow === null ? null : Math.floor(live.systemNow / MINUTE_MS) * MINUTE_MS,
  );
  const items = computed<readonly PlayItem[]>(() => {
    const plan = set().plan.definition;
    const playlist =
      minute.value === null ? plan.playlists[0] : playlistAt(plan, localMoment(minute.value, live.timeZone));
    const own = rotationMs(query()['rotate']);
    return (playlist?.items ?? [])
      .filter((item) => store.scenes.some(({ id }) => id === item.sceneId))
      .map((item) => ({
        sceneId: item.sceneId,
        ms: own ?? item.seconds * 1_000,
        pages: pages.value.get(item.sceneId)?.length ?? 1,
      }));
  });

  const director = useDirector({
    stage: () => ({ items: items.value, inStep: screen().span !== null }),
    alarms: () => {
      const alerts = live.topic('alerts');
      if (alerts === null || live.topic('detections') === null) return null;
      const open = alerts.entries.values() as Iterable<AlertNow>;
      return alarmsOf(open, overview.detections, set().plan.definition.alarms);
    },
    plan: () => (alarmsComeFirst(query()) ? set().plan.definition.alarms : null),
    initial: {
      // The editor's scene may not be there yet.
      sceneId: isPreview(query()) ? sceneId : (store.sceneOf(sceneId)?.id ?? sceneId),
      fixed: fixedBy(query()['rotate']),
    },
    group: () => screen().span?.group ?? null,
  });

  const scenes = computed(() => {
    const ids = [...items.value.map((item) => item.sceneId), director.sceneId.value];
    return [...new Set(ids)].flatMap((id) => store.scenes.find((scene) => scene.id === id) ?? []);
  });
  const shown = computed(() => {
    const first = store.sceneOf(director.sceneId.value);
    if (first === null) return [];
    const at = scenes.value.findIndex(({ id }) => id === first.id);
    const beside = Array.from({ length: canvas.value.panels - 1 }, (_, step) => {
      return scenes.value[(at + step + 1) % scenes.value.length];
    });
    return [...new Set([first, ...beside.filter((scene) => scene !== undefined)])];
  });
  const here = computed(() => {
    const { grid } = set();
    return Array.from({ length: canvas.value.panels }, (_, index) => isHereOn(canvas.value, grid, index));
  });
  const panels = computed<readonly Panel[]>(() =>
    shown.value.map((scene, index) => {
      const all = pages.value.get(scene.id) ?? [scene.tiles];
      return { scene, pages: all, page: director.page.value % all.length, isHere: here.value[index]! };
    }),
  );

  return { director, panels, scenes };
}

/** Whether this screen shows anything of a tile of a panel; a cell more on each side, for the gaps. */
function isHereOn(canvas: Canvas, { columns, rows }: Grid, panel: number): Panel['isHere'] {
  const width = canvas.width / canvas.panels;
  const top = BAR * canvas.unit;
  const [column, row] = [width / columns, (canvas.height - top) / rows];
  return (tile) =>
    isInPart(canvas, {
      left: panel * width + (tile.column - 1) * column,
      top: top + (tile.row - 1) * row,
      width: (tile.columns + 2) * column,
      height: (tile.rows + 2) * row,
    });
}

/** A wall that stays where it is stays there, unless its address says otherwise. */
function alarmsComeFirst(query: Readonly<Record<string, unknown>>): boolean {
  if (query['alarms'] === 'on') return true;
  return query['alarms'] !== 'off' && !fixedBy(query['rotate']);
}
