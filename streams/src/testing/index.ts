/** Builders for tests: a small world, events as sources write them, and an engine run to its end. */
export * from './world.ts';
export * from './events.ts';
export * from './run.ts';
