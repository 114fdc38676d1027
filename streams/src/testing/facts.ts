import { EventColumns } from '../state/event-columns.ts';
import { FactColumns, type FactBatch } from '../state/facts.ts';

type Columns = {
  [K in keyof Omit<FactBatch, 'length' | 'campuses' | 'appears'>]?: number;
};

/** A fact for tests: what is not given is as `FactColumns.add` leaves it; `order` is `time` unless given. */
export interface GivenFact extends Columns {
  readonly time: number;
  readonly kind: number;
  readonly number: number;
  readonly campuses?: readonly number[];
}

/** Facts as a batch, in the order given. */
export function factBatch(given: readonly GivenFact[]): FactColumns {
  const facts = new FactColumns();
  const events = new EventColumns();
  events.reserve(1);
  for (const { campuses, ...fact } of given) {
    const at = facts.add(fact.kind, fact.number, events, 0);
    for (const [name, value] of Object.entries({ order: fact.time, ...fact })) {
      facts[name as keyof Columns][at] = value;
    }
    if (campuses) facts.campuses[at] = campuses;
  }
  return facts;
}
