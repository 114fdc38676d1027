import type { LedgerDto, LedgerLineDto } from '../../api/dispatch-dto.ts';

const COLUMNS = ['sent', 'held', 'kept', 'bad', 'queued'] as const;
export type LedgerColumn = (typeof COLUMNS)[number];
export const LEDGER_COLUMNS: readonly LedgerColumn[] = COLUMNS;

const OWN: Readonly<Record<string, LedgerColumn>> = {
  sent: 'sent',
  'held-out': 'held',
  failed: 'bad',
  unknown: 'bad',
  queued: 'queued',
};

/** What became of triggers, put together as the table shows it: every reason that is none of the others kept one back. */
export function columnsOf(byReason: LedgerLineDto['byReason']): Readonly<Record<LedgerColumn, number>> {
  const columns = { sent: 0, held: 0, kept: 0, bad: 0, queued: 0 };
  for (const [reason, count] of Object.entries(byReason)) columns[OWN[reason] ?? 'kept'] += count;
  return columns;
}

export interface LedgerMinute {
  readonly minute: number;
  readonly columns: Readonly<Record<LedgerColumn, number>>;
}

/** The lines of all schemes by minute, oldest first. */
export function minutesOf({ lines }: LedgerDto): readonly LedgerMinute[] {
  const minutes = new Map<number, Record<LedgerColumn, number>>();
  for (const { minute, byReason } of lines) {
    const sum = minutes.get(minute) ?? { sent: 0, held: 0, kept: 0, bad: 0, queued: 0 };
    const columns = columnsOf(byReason);
    for (const name of COLUMNS) sum[name] += columns[name];
    minutes.set(minute, sum);
  }
  return [...minutes]
    .map(([minute, columns]) => ({ minute, columns }))
    .toSorted((a, b) => a.minute - b.minute);
}
