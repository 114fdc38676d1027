import { Inject, Injectable } from '@nestjs/common';
import type { Database, Transaction } from '../../adapters/postgres/index.ts';
import { DATABASE, SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import { hashOf, type AuditContent, type ChainedEntry, type ChainHead } from './audit-chain.ts';
import { addEntries, findEntries, lockedHead } from './audit.repository.ts';
import type { AuditFilter, AuditNote } from './audit.types.ts';
import { verifyChain, type ChainReport } from './verify-chain.ts';

export interface AuditPage {
  readonly items: readonly ChainedEntry[];
  /** Null on the last page. */
  readonly nextCursor: string | null;
}

/** The audit trail: who changed what, when and why, in a chain of hashes that shows every later change. */
@Injectable()
export class AuditService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
  ) {}

  /**
   * Writes a change down in the transaction that makes it. Best as its last statement: others who write down wait from
   * here until it is over.
   */
  async record(tx: Transaction, note: AuditNote): Promise<void> {
    await this.recordAll(tx, [note]);
  }

  /** Writes a change down that was made elsewhere than in the database. */
  async note(note: AuditNote): Promise<void> {
    await this.database.transaction((tx) => this.record(tx, note));
  }

  /** Writes many changes down with one statement. */
  async recordAll(tx: Transaction, notes: readonly AuditNote[]): Promise<void> {
    if (notes.length === 0) return;
    const at = new Date(this.clock.now());
    let head = await lockedHead(tx);
    const entries = notes.map((note) => {
      const entry = chained(note, at, head);
      head = entry;
      return entry;
    });
    await addEntries(tx, entries);
  }

  /** Entries that fit, newest first. */
  async page(filter: AuditFilter, cursor: string | undefined, limit: number): Promise<AuditPage> {
    const before = cursor === undefined ? undefined : Number(cursor);
    const found = await findEntries(this.database.db, filter, before, limit + 1);
    const items = found.slice(0, limit);
    return { items, nextCursor: found.length > limit ? String(items.at(-1)!.seq) : null };
  }

  /** Computes the whole chain again. */
  verify(): Promise<ChainReport> {
    return verifyChain(this.database.db);
  }
}

function chained(note: AuditNote, at: Date, head: ChainHead): ChainedEntry {
  const { actor, action, subjectType, subjectId, reason = null, before = null, after = null } = note;
  const [id, name] = typeof actor === 'string' ? [actor, ''] : [actor.id, actor.name];
  const content: AuditContent = {
    seq: head.seq + 1,
    at,
    actor: id,
    actorName: name,
    action,
    subjectType,
    subjectId,
    reason,
    before,
    after,
  };
  return { ...content, previousHash: head.hash, hash: hashOf(content, head.hash) };
}
