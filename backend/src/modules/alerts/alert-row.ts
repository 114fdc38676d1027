import type { AlertCore, Next } from './alert-machine.ts';
import type { AlertRow } from './alerts.repository.ts';
import { candidates, type Person } from './chain.ts';

/** What the rules of the machine look at. */
export function coreOf(row: AlertRow): AlertCore {
  const { state, step, round, chain, report, acknowledgedAt, trackingDays } = row;
  return {
    state,
    step,
    round,
    chain,
    report,
    reportedBy: reporterOf(row),
    acknowledged: acknowledgedAt !== null,
    trackingDays,
  };
}

/** Who wrote the report of the round that runs. */
export function reporterOf({ report, round }: Pick<AlertRow, 'report' | 'round'>): string | null {
  return report?.round === round ? report.by.id : null;
}

/** Who can do the step that is waited for. Empty with a step: nobody holds it, a supervisor does. */
export function waitingPeople(row: Pick<AlertRow, 'chain' | 'step' | 'report' | 'round'>): readonly Person[] {
  return row.step === null ? [] : candidates(row.chain, row.step, reporterOf(row));
}

/** Columns that follow from what the machine decided. */
export function columnsOf(row: AlertRow, next: Next, now: Date) {
  const moved = next.state !== row.state || next.step !== row.step;
  const waiting = next.step === null ? [] : candidates(row.chain, next.step, next.reportedBy);
  return {
    state: next.state,
    step: next.step,
    round: next.round,
    version: row.version + 1,
    stateAt: moved ? now : row.stateAt,
    waitingFor: waiting.map(({ id }) => id),
  };
}
