export { median } from './condition.ts';
export {
  judgeWindows,
  startsToRead,
  windowsBefore,
  type JudgedWindow,
  type WindowRule,
} from './judged-windows.ts';
export { matchesDetection } from './matches-detection.ts';
export { figuresOf, variablesOf, type MessageFacts } from './message-variables.ts';
export {
  countsPeople,
  METRIC_CATALOG,
  metricNamed,
  STEP_LENGTH_MS,
  type MetricStep,
} from './metric-catalog.ts';
export { placeOfDetection, placesOf } from './places.ts';
export { render, type Bilingual } from './template.ts';
