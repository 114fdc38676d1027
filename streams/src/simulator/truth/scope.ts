import type { NewCustomers } from '../stream/new-customers.ts';
import type { ShareDrop, SimulationPlan } from '../planted/plan.ts';
import type { World } from '../world.ts';

/** What truth is worked out from besides the events themselves. Moments in epoch milliseconds. */
export interface TruthScope {
  readonly world: World;
  readonly customers: NewCustomers;
  readonly plan: SimulationPlan;
  /** Campaigns of a day relative to the start. */
  readonly drops: (day: number) => readonly ShareDrop[];
  /** Local day number of day 0 of the plan. */
  readonly startDay: number;
  readonly from: number;
}

/** A scope whose end is known. */
export interface ClosedScope extends TruthScope {
  readonly to: number;
}
