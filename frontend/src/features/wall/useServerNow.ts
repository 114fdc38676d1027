import { watch } from 'vue';
import { useLiveStore } from '../live/live-store.ts';

/** The server's clock to the millisecond; the store's own goes by whole seconds. */
export function useServerNow(): () => number {
  const live = useLiveStore();
  let readAt = performance.now();
  watch(
    () => live.tick,
    () => (readAt = performance.now()),
    { flush: 'sync' },
  );
  return () => live.tick.serverNow + performance.now() - readAt;
}
