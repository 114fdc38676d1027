import type { RejectionCode } from '../topology/types.ts';

/** Counts of one source partition: accepted = stored + duplicate + late + rejected, but for rows still held. */
export interface LedgerCounts {
  accepted: number;
  stored: number;
  duplicate: number;
  late: number;
  rejected: number;
  unknownCells: number;
  unknownAreas: number;
  unknownFields: number;
  readonly rejectedByCode: Partial<Record<RejectionCode, number>>;
}

export function emptyLedger(): LedgerCounts {
  return {
    accepted: 0,
    stored: 0,
    duplicate: 0,
    late: 0,
    rejected: 0,
    unknownCells: 0,
    unknownAreas: 0,
    unknownFields: 0,
    rejectedByCode: {},
  };
}

export function countRejection(ledger: LedgerCounts, code: RejectionCode): void {
  ledger.accepted++;
  ledger.rejected++;
  ledger.rejectedByCode[code] = (ledger.rejectedByCode[code] ?? 0) + 1;
}
