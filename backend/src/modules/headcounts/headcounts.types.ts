/** `[10th percentile, median, 90th percentile]` in whole steps of k: 0 stands for fewer than k. */
export type UsualBand = readonly [number, number, number];
