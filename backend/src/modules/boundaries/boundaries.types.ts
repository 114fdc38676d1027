/** Boundaries of the simulated province as TopoJSON, or null when nothing is simulated. */
export type BoundariesSource = () => unknown;
