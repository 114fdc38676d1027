import type { NumberRow } from '@tidewall/clickhouse/rows';
import type { NumberPlan, Reference } from '@tidewall/streams';

/** What the number plan says of a number whose pseudonym has just been computed. */
export function plannedNumber(reference: Reference, digits: string, hi: number, lo: number): NumberRow {
  const { ids, plan } = reference;
  return {
    hi,
    lo,
    operatorId: ids.operators.idOf(plan.prefixOperatorOf(digits)),
    homeAreaId: ids.areas.idOf(plan.homeOf(digits)),
    digits: digits.length,
  };
}

/** Notices another number plan, under which numbers have to be written down anew. */
export class PlanWatch {
  #plan: NumberPlan | null = null;

  /** Whether the prefixes have changed since the last call; not at the first. */
  changed(plan: NumberPlan): boolean {
    const before = this.#plan;
    if (before === plan) return false;
    this.#plan = plan;
    return before !== null && !before.samePrefixes(plan);
  }
}
