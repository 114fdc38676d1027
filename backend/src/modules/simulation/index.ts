export { SimulationSource } from './simulation-source.ts';
export type { SimulationSettings } from './simulation-plan.ts';
