export * from './feeds.ts';
export * from './event-batch.ts';
export * from './number-key.ts';
export * from './detection.ts';
export * from './window.ts';
export * from './live.ts';
export * from './overview.ts';
