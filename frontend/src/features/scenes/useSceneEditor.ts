import { watchDebounced } from '@vueuse/core';
import { computed, shallowRef, watch } from 'vue';
import type {
  SceneDefinitionDto,
  SceneFaultDto,
  SceneVersionDto,
  TileDto,
  TileTypeDto,
  WallSetDto,
} from '../../api/scenes-dto.ts';
import { sendJson } from '../../api/rest.ts';
import { useCommand } from '../desk/useCommand.ts';
import { useLoaded } from '../desk/useLoaded.ts';
import { added } from './scene-draft.ts';

const CHECK_AFTER_MS = 300;
const EMPTY: SceneDefinitionDto = { title: { zh: '', en: '' }, tiles: [] };

/** One scene on the desk: the draft, what the server finds wrong with it, its versions. */
export function useSceneEditor(id: () => string) {
  const path = (): string => `/scenes/${encodeURIComponent(id())}`;
  const wall = useLoaded<WallSetDto>('/scenes');
  const versions = useLoaded<{ items: readonly SceneVersionDto[] }>(() => `${path()}/versions`);
  const draft = shallowRef<SceneDefinitionDto>(EMPTY);
  const begun = shallowRef('');
  const faults = shallowRef<readonly SceneFaultDto[]>([]);
  const { busy, error, run } = useCommand();

  const items = computed(() => versions.data.value?.items ?? []);
  const newest = computed(() => items.value[0]?.version ?? 0);
  const changed = computed(() => JSON.stringify(draft.value) !== begun.value);
  const types = computed<ReadonlyMap<string, TileTypeDto>>(
    () => new Map((wall.data.value?.catalogue ?? []).map((type) => [type.kind, type])),
  );
  const named = computed(() => draft.value.title.zh.trim() !== '' && draft.value.title.en.trim() !== '');

  /** Starts from a version; what was there before is gone. */
  function begin(definition: SceneDefinitionDto): void {
    draft.value = definition;
    begun.value = JSON.stringify(definition);
  }
  watch(items, ([first]) => {
    if (first !== undefined && (begun.value === '' || !changed.value)) begin(first.definition);
  });
  watchDebounced(
    draft,
    async (definition) => {
      if (!named.value) return;
      const answer = await sendJson<{ faults: readonly SceneFaultDto[] }>(
        'POST',
        '/scenes/check',
        definition,
      );
      if (definition === draft.value) faults.value = answer.faults;
    },
    { debounce: CHECK_AFTER_MS },
  );

  const setTiles = (tiles: readonly TileDto[]): void => {
    draft.value = { ...draft.value, tiles };
  };
  /** The new tile's id; null when there is no room for it. */
  function add(type: TileTypeDto): string | null {
    const grid = wall.data.value?.grid;
    const tile = grid === undefined ? null : added(draft.value.tiles, type, grid);
    if (tile !== null) setTiles([...draft.value.tiles, tile]);
    return tile?.id ?? null;
  }
  const change = (tile: TileDto): void => {
    setTiles(draft.value.tiles.map((other) => (other.id === tile.id ? tile : other)));
  };
  const remove = (tileId: string): void => {
    setTiles(draft.value.tiles.filter((tile) => tile.id !== tileId));
  };

  /** Saves the draft as a version; true when it is there. */
  async function save(): Promise<boolean> {
    const definition = draft.value;
    const done = await run(async () => {
      await sendJson('PUT', path(), { baseVersion: newest.value, definition });
    });
    if (done) {
      begun.value = JSON.stringify(definition);
      await versions.reload();
    }
    return done;
  }
  async function publish(version: number): Promise<boolean> {
    const done = await run(async () => {
      await sendJson('POST', `${path()}/publish`, { version });
    });
    if (done) await versions.reload();
    return done;
  }

  return {
    wall,
    versions,
    items,
    draft,
    changed,
    named,
    types,
    faults,
    busy,
    error,
    begin,
    add,
    change,
    remove,
    save,
    publish,
  };
}
