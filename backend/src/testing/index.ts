/** The whole application with a pipeline that is played, for tests and benchmarks that cross packages. */
export { counters, sourceStatus } from './samples.ts';
export { startTestApp, type TestApp } from './test-app.ts';
