import { onScopeDispose, readonly, shallowRef, type Ref } from 'vue';
import { Watchdog, type ReloadReason } from './watchdog.ts';

const EVERY_MS = 1_000;

/**
 * Watches the page's main thread, its frames and its heap. Gives why it should begin anew, which whoever changes scenes
 * does when nobody minds; null while all is well.
 */
export function useWatchdog(): Readonly<Ref<ReloadReason | null>> {
  const reason = shallowRef<ReloadReason | null>(null);
  const watchdog = new Watchdog();
  let lookedAt = performance.now();
  let paintedAt = lookedAt;
  let frame: number | null = null;

  /** One frame a look is enough to know that frames come. */
  const awaitFrame = (): void => {
    frame ??= requestAnimationFrame(() => {
      frame = null;
      paintedAt = performance.now();
    });
  };
  const look = (): void => {
    const at = performance.now();
    const lateMs = Math.max(0, at - lookedAt - EVERY_MS);
    lookedAt = at;
    if (document.hidden) {
      watchdog.pause();
      paintedAt = at;
      return;
    }
    reason.value = watchdog.look({ at, lateMs, frameAgeMs: at - paintedAt, heapBytes: heapBytes() });
    awaitFrame();
  };
  /** Timers of a hidden page are slow, and its frames wait: that is no fault of it. */
  const shown = (): void => {
    lookedAt = paintedAt = performance.now();
    awaitFrame();
  };

  awaitFrame();
  const timer = setInterval(look, EVERY_MS);
  document.addEventListener('visibilitychange', shown);
  onScopeDispose(() => {
    clearInterval(timer);
    if (frame !== null) cancelAnimationFrame(frame);
    document.removeEventListener('visibilitychange', shown);
  });
  return readonly(reason);
}

/** Only Chromium tells. */
function heapBytes(): number | null {
  const { memory } = performance as Performance & { memory?: { usedJSHeapSize?: number } };
  return memory?.usedJSHeapSize ?? null;
}
