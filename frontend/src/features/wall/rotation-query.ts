const MIN_MS = 5_000;

/** `?rotate=off` or `0`: the wall stays where it is. */
export function fixedBy(rotate: unknown): boolean {
  return rotate === 'off' || rotate === '0';
}

/** `?rotate=45`: every scene stays so many seconds, at least 5; null: as the plan says. */
export function rotationMs(rotate: unknown): number | null {
  if (fixedBy(rotate)) return null;
  const seconds = typeof rotate === 'string' && rotate !== '' ? Number(rotate) : Number.NaN;
  return Number.isFinite(seconds) ? Math.max(MIN_MS, seconds * 1_000) : null;
}
