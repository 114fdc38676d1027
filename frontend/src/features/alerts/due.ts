const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

type SpanUnit = 'minutes' | 'hours' | 'days';

/** A span in the two largest units that say enough: 3 h 20 min, 2 d 5 h; never less than a minute. */
export function spanParts(ms: number): readonly { readonly unit: SpanUnit; readonly n: number }[] {
  const minutes = Math.max(1, Math.round(Math.abs(ms) / MINUTE_MS));
  const whole = minutes * MINUTE_MS;
  if (whole < HOUR_MS) return [{ unit: 'minutes', n: minutes }];
  if (whole < DAY_MS) return parts('hours', whole, HOUR_MS, 'minutes', MINUTE_MS);
  return parts('days', whole, DAY_MS, 'hours', HOUR_MS);
}

function parts(unit: SpanUnit, ms: number, unitMs: number, below: SpanUnit, belowMs: number) {
  const rest = Math.floor((ms % unitMs) / belowMs);
  const first = { unit, n: Math.floor(ms / unitMs) };
  return rest === 0 ? [first] : [first, { unit: below, n: rest }];
}

/** How pressing a due time is: none, later, soon (a quarter of the time is left) or past. */
export function urgency(
  dueAt: number | null,
  raisedAt: number,
  now: number,
): 'none' | 'later' | 'soon' | 'past' {
  if (dueAt === null) return 'none';
  if (now >= dueAt) return 'past';
  return dueAt - now < (dueAt - raisedAt) / 4 ? 'soon' : 'later';
}
