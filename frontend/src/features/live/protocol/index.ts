/** The live protocol as a screen speaks it, without a browser: for the live store, and for tests that cross packages. */
export { retryDelay } from './connector.ts';
export { LiveClient, type Changes, type LiveClientEvents } from './live-client.ts';
export type { Cancel, LinkListener, LiveLink, Screen } from './ports.ts';
export { SocketLink } from './socket-link.ts';
export type { TopicState } from './topic-state.ts';
