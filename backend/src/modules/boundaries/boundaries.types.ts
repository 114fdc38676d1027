import type { LayeredTopology } from '../../map-pack/index.ts';

/** Boundaries of the simulated province at all levels, or null when nothing is simulated or it is not drawn yet. */
export type BoundariesSource = () => LayeredTopology | null;
