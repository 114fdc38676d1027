import { createHash } from 'node:crypto';

/** What one entry of the trail says. */
export interface AuditContent {
  readonly seq: number;
  readonly at: Date;
  readonly actor: string;
  readonly actorName: string;
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly reason: string | null;
  readonly before: unknown;
  readonly after: unknown;
}

/** An entry in its place in the chain. */
export interface ChainedEntry extends AuditContent {
  readonly previousHash: string;
  readonly hash: string;
}

/** Where the chain ends: the next entry follows on it. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

/** Before the first entry. */
export const CHAIN_START: ChainHead = { seq: 0, hash: '' };

/** SHA-256, hexadecimal, over everything the entry says and the hash of the one before it. */
export function hashOf(entry: AuditContent, previousHash: string): string {
  const { seq, at, actor, actorName, action, subjectType, subjectId, reason, before, after } = entry;
  const said = [
    seq,
    at.toISOString(),
    actor,
    actorName,
    action,
    subjectType,
    subjectId,
    reason,
    before,
    after,
    previousHash,
  ];
  return createHash('sha256').update(canonical(said)).digest('hex');
}

/** What is wrong with an entry that should follow on `head`; null when it does. */
export function brokenBecause(entry: ChainedEntry, head: ChainHead): ChainFault | null {
  if (entry.seq !== head.seq + 1) return 'missing';
  if (entry.previousHash !== head.hash) return 'not-following';
  return hashOf(entry, entry.previousHash) === entry.hash ? null : 'changed';
}

/** `missing`: one before it is gone; `not-following`: the one before it is another; `changed`: it says something else. */
export type ChainFault = 'missing' | 'not-following' | 'changed';

/** JSON with keys in order: the database keeps values, but not the order of keys. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const entries = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`;
}
