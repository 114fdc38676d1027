import {
  computed,
  onScopeDispose,
  shallowRef,
  toValue,
  watch,
  type ComputedRef,
  type MaybeRefOrGetter,
} from 'vue';
import { pathOf, getJson, type RestError } from '../../api/rest.ts';
import { asRestError } from './useLoaded.ts';

interface PageDto<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
  /** Of all pages, where the server counts them. */
  readonly total?: number;
}

type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface Pages<T> {
  readonly items: ComputedRef<readonly T[]>;
  readonly error: ComputedRef<RestError | null>;
  /** The first answer to the present question is not there yet. */
  readonly loading: ComputedRef<boolean>;
  readonly loadingMore: ComputedRef<boolean>;
  readonly hasMore: ComputedRef<boolean>;
  /** Null while unknown. */
  readonly total: ComputedRef<number | null>;
  readonly more: () => Promise<void>;
  /** Asks again for as many pages as are shown; they stay until the answer is there. */
  readonly reload: () => Promise<void>;
}

/** A list that the server gives in pages, with a cursor to the next one. */
export function usePages<T>(path: string, query: MaybeRefOrGetter<Query>): Pages<T> {
  const pages = shallowRef<readonly PageDto<T>[] | null>(null);
  const error = shallowRef<RestError | null>(null);
  const loadingMore = shallowRef(false);
  let asked = 0;

  async function pageAfter(cursor: string | null): Promise<PageDto<T>> {
    return getJson<PageDto<T>>(pathOf(path, { ...toValue(query), cursor }));
  }

  async function reload(): Promise<void> {
    const mine = ++asked;
    const wanted = Math.max(1, pages.value?.length ?? 1);
    try {
      const found: PageDto<T>[] = [];
      let cursor: string | null = null;
      do {
        const page: PageDto<T> = await pageAfter(cursor);
        found.push(page);
        cursor = page.nextCursor;
      } while (cursor !== null && found.length < wanted);
      if (mine !== asked) return;
      pages.value = found;
      error.value = null;
    } catch (thrown) {
      if (mine === asked) error.value = asRestError(thrown);
    }
  }

  async function more(): Promise<void> {
    const cursor = pages.value?.at(-1)?.nextCursor ?? null;
    if (cursor === null || loadingMore.value) return;
    const mine = asked;
    loadingMore.value = true;
    try {
      const page = await pageAfter(cursor);
      if (mine === asked) pages.value = [...(pages.value ?? []), page];
    } catch (thrown) {
      if (mine === asked) error.value = asRestError(thrown);
    } finally {
      loadingMore.value = false;
    }
  }

  watch(
    () => pathOf(path, toValue(query)),
    () => {
      pages.value = null;
      error.value = null;
      void reload();
    },
    { immediate: true },
  );
  onScopeDispose(() => asked++);

  return {
    items: computed(() => pages.value?.flatMap(({ items }) => items) ?? []),
    error: computed(() => error.value),
    loading: computed(() => pages.value === null && error.value === null),
    loadingMore: computed(() => loadingMore.value),
    hasMore: computed(() => (pages.value?.at(-1)?.nextCursor ?? null) !== null),
    total: computed(() => pages.value?.at(0)?.total ?? null),
    more,
    reload,
  };
}
