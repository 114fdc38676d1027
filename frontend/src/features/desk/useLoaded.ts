import { onScopeDispose, shallowRef, toValue, watch, type MaybeRefOrGetter, type ShallowRef } from 'vue';
import { getJson, RestError } from '../../api/rest.ts';

export interface Loaded<T> {
  /** The last good answer for the present path. */
  readonly data: Readonly<ShallowRef<T | null>>;
  readonly error: Readonly<ShallowRef<RestError | null>>;
  readonly loading: Readonly<ShallowRef<boolean>>;
  /** Asks again; what is shown stays until the answer is there. */
  readonly reload: () => Promise<void>;
}

/** The answer to GET `path`, asked when the path changes and on `reload`. An answer that was overtaken is dropped. */
export function useLoaded<T>(path: MaybeRefOrGetter<string | null>): Loaded<T> {
  const data = shallowRef<T | null>(null);
  const error = shallowRef<RestError | null>(null);
  const loading = shallowRef(false);
  let asked = 0;

  async function reload(): Promise<void> {
    const wanted = toValue(path);
    const mine = ++asked;
    if (wanted === null) return;
    loading.value = true;
    try {
      const answer = await getJson<T>(wanted);
      if (mine !== asked) return;
      data.value = answer;
      error.value = null;
    } catch (thrown) {
      if (mine !== asked) return;
      error.value = asRestError(thrown);
    } finally {
      if (mine === asked) loading.value = false;
    }
  }

  watch(
    () => toValue(path),
    () => {
      data.value = null;
      error.value = null;
      void reload();
    },
    { immediate: true },
  );
  onScopeDispose(() => asked++);
  return { data, error, loading, reload };
}

/** Whatever failed, in the one form that the pages show. */
export function asRestError(thrown: unknown): RestError {
  return thrown instanceof RestError ? thrown : new RestError(0, '', 'unknown', undefined, { cause: thrown });
}
