import type { Sighting } from './ping-pong.ts';

/** A trip under way. Times in epoch ms. */
export interface Trip {
  readonly awaySince: number;
  /** Observations away by area index. */
  readonly away: [area: number, observations: number][];
  candidateSince: number | null;
  /** Cells seen since the candidate began, in order of first sight. */
  cells: number[];
}

/** A confirmed return that ends a long enough trip. */
export interface Return {
  readonly trip: Trip;
  readonly returnedAt: number;
  readonly confirmedAt: number;
  readonly place: number;
}

export interface TripRule {
  readonly minAwayMs: number;
  readonly minDwellMs: number;
}

/** Most cells and away areas that a trip remembers. */
const MAX_REMEMBERED = 32;

/**
 * The trip rule over sightings that survived the ping-pong rule: away begins with the first sighting outside the home
 * city; the first one at home makes a candidate, one elsewhere cancels it, the first one at home ≥ minDwell after the
 * candidate's beginning confirms. Returns the trip as it goes on (null: none) and the return, if it qualifies.
 */
export function stepTrip(
  trip: Trip | null,
  sighting: Sighting,
  rule: TripRule,
): { trip: Trip | null; found: Return | null } {
  if (!sighting.home) return { trip: stepAway(trip, sighting), found: null };
  if (trip === null) return { trip: null, found: null };
  const since = trip.candidateSince;
  if (since === null) {
    trip.candidateSince = sighting.time;
    trip.cells = sighting.cell >= 0 ? [sighting.cell] : [];
    return { trip, found: null };
  }
  remember(trip.cells, sighting.cell);
  if (sighting.time - since < rule.minDwellMs) return { trip, found: null };
  const qualifies = since - trip.awaySince >= rule.minAwayMs;
  const found = { trip, returnedAt: since, confirmedAt: sighting.time, place: sighting.place };
  return { trip: null, found: qualifies ? found : null };
}

function stepAway(trip: Trip | null, sighting: Sighting): Trip {
  if (trip === null) {
    return { awaySince: sighting.time, away: [[sighting.place, 1]], candidateSince: null, cells: [] };
  }
  trip.candidateSince = null;
  trip.cells = [];
  const entry = trip.away.find(([area]) => area === sighting.place);
  if (entry) entry[1]++;
  else if (trip.away.length < MAX_REMEMBERED) trip.away.push([sighting.place, 1]);
  return trip;
}

function remember(cells: number[], cell: number): void {
  if (cell >= 0 && cells.length < MAX_REMEMBERED && !cells.includes(cell)) cells.push(cell);
}

/** Up to three areas, most observed first; equal counts in order of id. */
export function mostObserved(away: Trip['away'], idOf: (area: number) => string): string[] {
  return away
    .map(([area, observations]) => ({ id: idOf(area), observations }))
    .sort((a, b) => b.observations - a.observations || (a.id < b.id ? -1 : 1))
    .slice(0, 3)
    .map((entry) => entry.id);
}
