import { mayDo } from './alert-machine.ts';
import { coreOf } from './alert-row.ts';
import type { AlertView } from './alert-view.ts';
import type { AlertRow, EventRow } from './alerts.repository.ts';
import type { EventKind } from './alerts.types.ts';
import { roleOf, type ChainActor, type Person } from './chain.ts';

interface Parts {
  readonly view: AlertView;
  /** Oldest first. */
  readonly events: readonly EventRow[];
  readonly detections: readonly string[];
  readonly siblings: readonly AlertView[];
  readonly actor: ChainActor;
}

export type AlertDetail = ReturnType<typeof alertDetail>;

/** Everything about an alert, for whoever asks. */
export function alertDetail(row: AlertRow, { view, events, detections, siblings, actor }: Parts) {
  return {
    ...view,
    chain: stepsOf(row, events),
    report: row.report && { ...withoutRound(row.report) },
    facts: row.facts,
    detections,
    links: row.links,
    siblings,
    timeline: events.map(({ id, at, eventAt, kind, actor: by, from, to, step, text, data }) => ({
      id,
      at: at.getTime(),
      eventTime: eventAt?.getTime() ?? null,
      kind,
      actor: by,
      from,
      to,
      step,
      text,
      data,
    })),
    may: mayDo(coreOf(row), actor),
  };
}

function withoutRound({ cause, action, evidence, by, at }: NonNullable<AlertRow['report']>) {
  return { cause, action, evidence, by, at };
}

const DOES_STEP: ReadonlySet<EventKind> = new Set(['report', 'amend', 'approve', 'close']);
const BEGINS_AGAIN: ReadonlySet<EventKind> = new Set(['return', 'reopen', 'relapse']);

/** The chain with who has done which step since it was last begun. */
function stepsOf({ chain, step: current }: AlertRow, events: readonly EventRow[]) {
  const done = new Map<number, { readonly by: Person; readonly at: number; readonly action: string }>();
  for (const { kind, step, actor, at } of events) {
    if (BEGINS_AGAIN.has(kind)) done.clear();
    if (step === null || actor === null || !DOES_STEP.has(kind)) continue;
    done.set(step, { by: actor, at: at.getTime(), action: kind });
  }
  return chain.map(({ position, people }, index) => ({
    index,
    role: roleOf(chain, index),
    position,
    people,
    done: done.get(index) ?? null,
    current: current === index,
  }));
}
