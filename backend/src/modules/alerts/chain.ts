/** Somebody on a chain, by the name of the moment at which the alert began. */
export interface Person {
  readonly id: string;
  readonly name: string;
}

/** A step with the people who held it when the alert began. */
export interface ChainStep {
  /** Null: named by person. */
  readonly position: string | null;
  readonly people: readonly Person[];
}

/** The first step reports, the last one closes, those between review. */
export type Chain = readonly ChainStep[];
export type StepRole = 'reporter' | 'reviewer' | 'closer';

/** Who wants to do something. */
export interface ChainActor extends Person {
  /** Has the role `supervisor` with the alert's area in scope. */
  readonly supervisor: boolean;
}

export function roleOf(chain: Chain, step: number): StepRole {
  if (step === 0) return 'reporter';
  return step === chain.length - 1 ? 'closer' : 'reviewer';
}

/** Everybody on the chain, each once, in the order of the steps. */
export function peopleOf(chain: Chain): readonly Person[] {
  const known = new Map<string, Person>();
  for (const { people } of chain)
    for (const person of people) if (!known.has(person.id)) known.set(person.id, person);
  return [...known.values()];
}

export function isOnChain(chain: Chain, personId: string): boolean {
  return chain.some(({ people }) => people.some(({ id }) => id === personId));
}

/** Who can do a step: those who hold it, except whoever wrote the report that it judges. Empty: a supervisor does it. */
export function candidates(chain: Chain, step: number, reportedBy: string | null): readonly Person[] {
  const people = chain[step]?.people ?? [];
  return step === 0 ? people : people.filter(({ id }) => id !== reportedBy);
}

/** Why somebody may not do a step; null when they may. Nobody judges their own report, not even in another's place. */
export function stepRefusal(
  chain: Chain,
  step: number,
  reportedBy: string | null,
  actor: ChainActor,
): 'own-report' | 'not-your-step' | 'not-on-chain' | null {
  const able = candidates(chain, step, reportedBy);
  if (able.some(({ id }) => id === actor.id)) return null;
  if (step > 0 && actor.id === reportedBy) return 'own-report';
  if (able.length === 0 && actor.supervisor) return null;
  return isOnChain(chain, actor.id) ? 'not-your-step' : 'not-on-chain';
}
