import { METRICS } from './definition.dto.ts';
import { VARIABLES } from './message-variables.ts';
import { DETECTION_SUBTYPES, METRIC_CATALOG } from './metric-catalog.ts';

/** What an editor of indicators offers. */
export function catalog() {
  return {
    metrics: METRICS.map((metric) => {
      const { of, steps, unit, label } = METRIC_CATALOG[metric];
      return { metric, of, steps, unit, label };
    }),
    detections: Object.entries(DETECTION_SUBTYPES).map(([type, subtypes]) => ({ type, subtypes })),
    variables: Object.entries(VARIABLES).map(([name, label]) => ({ name, label })),
  };
}
