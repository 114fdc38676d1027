const KEY = 'tidewall.reloaded-at';
/** A part that is still missing after a fresh page is not there at all: reloading for ever would help nobody. */
const NOT_AGAIN_MS = 60_000;

/**
 * Pages come in parts, whose names change with each build: a screen that was opened before a new version of the server
 * asks for parts that are gone. It begins anew, once.
 */
export function followNewBuilds(): void {
  addEventListener('vite:preloadError', (event) => {
    const last = Number(sessionStorage.getItem(KEY) ?? 0);
    if (Date.now() - last < NOT_AGAIN_MS) return;
    event.preventDefault();
    sessionStorage.setItem(KEY, String(Date.now()));
    location.reload();
  });
}
