import type { SilenceMatch } from './silences.dto.ts';

/** As much of an alert as silences look at. */
export interface Silenceable {
  readonly indicatorId: string | null;
  /** The area and all above it. */
  readonly areaPath: readonly string[];
  readonly severity: 'info' | 'warning' | 'critical';
}

/** Whether a silence keeps an alert quiet: everything that it names fits. */
export function matches(match: SilenceMatch, { indicatorId, areaPath, severity }: Silenceable): boolean {
  const { indicatorIds, areaIds, severities } = match;
  if (indicatorIds.length > 0 && (indicatorId === null || !indicatorIds.includes(indicatorId))) return false;
  if (areaIds.length > 0 && !areaIds.some((areaId) => areaPath.includes(areaId))) return false;
  return severities.length === 0 || severities.includes(severity);
}
