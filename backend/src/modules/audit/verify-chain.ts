import type { Db } from '../../adapters/postgres/index.ts';
import { brokenBecause, CHAIN_START, type ChainFault, type ChainHead } from './audit-chain.ts';
import { entriesAfter } from './audit.repository.ts';

const PAGE = 1_000;

/** What a walk over the whole trail has found. */
export interface ChainReport {
  readonly ok: boolean;
  /** Entries that are as they were written. */
  readonly entries: number;
  /** Where the chain ends, or ended before the fault: worth keeping elsewhere, see `expected`. */
  readonly head: ChainHead;
  readonly fault: { readonly seq: number; readonly why: ChainFault | 'cut-off' } | null;
}

/**
 * Computes every hash again. A chain by itself cannot tell that its end was cut off, or that all of it was written
 * anew: that shows only against an earlier head, kept elsewhere, which must still be in it.
 */
export async function verifyChain(db: Db, expected: ChainHead | null = null): Promise<ChainReport> {
  let head = CHAIN_START;
  for (
    let page = await entriesAfter(db, 0, PAGE);
    page.length > 0;
    page = await entriesAfter(db, head.seq, PAGE)
  ) {
    for (const entry of page) {
      const why = brokenBecause(entry, head) ?? againstExpected(entry, expected);
      if (why !== null) return { ok: false, entries: head.seq, head, fault: { seq: entry.seq, why } };
      head = { seq: entry.seq, hash: entry.hash };
    }
  }
  const cutOff = expected !== null && expected.seq > head.seq;
  const fault = cutOff ? { seq: head.seq + 1, why: 'cut-off' as const } : null;
  return { ok: fault === null, entries: head.seq, head, fault };
}

function againstExpected(entry: ChainHead, expected: ChainHead | null): ChainFault | null {
  return expected !== null && expected.seq === entry.seq && expected.hash !== entry.hash ? 'changed' : null;
}
