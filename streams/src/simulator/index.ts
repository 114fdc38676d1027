/**
 * A synthetic province with planted truth: reference data, boundaries and three event feeds, hour by hour, deterministic
 * by seed. Pure: no clock, no I/O.
 */
export { createProvince, type Province, type ProvinceOptions } from './reference.ts';
export {
  createSimulation,
  FILE_DISORDER,
  LIVE_DISORDER,
  type SimulatedHour,
  type Simulation,
  type SimulationOptions,
} from './simulation.ts';
export {
  filePlan,
  livePlan,
  type Outage,
  type ReturnWave,
  type ShareDrop,
  type SimulationPlan,
} from './planted/plan.ts';
export type { TruthKeeper } from './truth/truth-keeper.ts';
export type { Truth } from './truth/truth.ts';
export type { Disorder, FeedEvents } from './stream/feed-buffer.ts';
export { CSV_FIELDS } from './stream/encode.ts';
export type { TopoCollection, TopoGeometry, Topology } from './land/topojson.ts';
