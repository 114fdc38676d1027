import { defineStore } from 'pinia';
import { shallowReactive } from 'vue';
import { useLiveStore } from '../features/live/live-store.ts';
import { getJson } from './rest.ts';

/** What is known of one path. `data` is the last good answer, also while a later one fails. */
export interface Resource<T> {
  readonly data: T | null;
  /** Monotonic time of the last good answer. */
  readonly loadedAt: number | null;
  /** Event time up to which that answer knows everything; null while unknown. */
  readonly completeTo: number | null;
  readonly failed: boolean;
}

const NOTHING: Resource<never> = { data: null, loadedAt: null, completeTo: null, failed: false };
/** A few dozen campuses with two answers each, and the rest. */
const KEPT = 256;
/** Windows and detections reach the store within this time after they have been given out. */
const STORE_DELAY_MS = 1_500;

/**
 * Answers of the server by path, kept over scene changes: a scene that comes round again shows its curves at once and
 * refreshes them behind.
 */
export const useResourceStore = defineStore('resources', () => {
  const live = useLiveStore();
  const resources = shallowReactive(new Map<string, Resource<unknown>>());
  const running = new Map<string, Promise<void>>();

  function peek<T>(path: string): Resource<T> | null {
    return (resources.get(path) as Resource<T> | undefined) ?? null;
  }

  /** Asks again unless the last good answer is younger than `maxAgeMs`; one question at a time a path. */
  async function refresh(path: string, maxAgeMs: number): Promise<void> {
    const known = resources.get(path);
    if (known?.loadedAt != null && performance.now() - known.loadedAt < maxAgeMs) return;
    const pending = running.get(path) ?? load(path);
    running.set(path, pending);
    await pending;
  }

  async function load(path: string): Promise<void> {
    const known = resources.get(path);
    const completeTo = live.watermark === null ? null : live.watermark - STORE_DELAY_MS * live.speed;
    try {
      const data = await getJson(path);
      keep(path, { data, completeTo, loadedAt: performance.now(), failed: false });
    } catch {
      keep(path, { ...(known ?? NOTHING), failed: true });
    } finally {
      running.delete(path);
    }
  }

  function keep(path: string, resource: Resource<unknown>): void {
    resources.delete(path);
    resources.set(path, resource);
    for (const oldest of resources.keys()) {
      if (resources.size <= KEPT) break;
      resources.delete(oldest);
    }
  }

  return { peek, refresh };
});
