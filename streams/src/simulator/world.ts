import type { Disorder } from './stream/feed-buffer.ts';
import type { Geography } from './province.ts';
import type { Circles } from './people/circles.ts';
import type { DayPlanner } from './people/day-plan.ts';
import type { Population } from './people/population.ts';
import type { Trips } from './people/trips.ts';
import type { Visits } from './people/visits.ts';

/** Everything that generators look at: the land, the people and how they live. Days are local day numbers. */
export interface World {
  readonly seed: number;
  readonly geography: Geography;
  readonly people: Population;
  readonly trips: Trips;
  readonly visits: Visits;
  readonly planner: DayPlanner;
  readonly circles: Circles;
  /** For cells near a city's border the nearest cell on the other side, else −1. */
  readonly across: Int16Array;
  /** Milliseconds by which local time is ahead of UTC. */
  readonly offsetMs: number;
  readonly disorder: Disorder;
}
