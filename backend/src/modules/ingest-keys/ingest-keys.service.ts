import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Database } from '../../adapters/postgres/index.ts';
import { DATABASE } from '../../tokens.ts';
import {
  AccessScope,
  AuthenticationService,
  hashToken,
  newToken,
  type Authenticator,
  type Credentials,
  type Principal,
  type Proof,
} from '../access/index.ts';
import { AuditService } from '../audit/index.ts';
import { AppError } from '../web/app-error.ts';
import type { KeyDto, NewKeyRequest } from './ingest-keys.dto.ts';
import {
  allKeys,
  findKey,
  findKeys,
  insertKey,
  revokeKey,
  touchKey,
  type KeyRow,
} from './ingest-keys.repository.ts';

/** So that people and scanners for leaked secrets know what it is. */
const MARK = 'twk_';
const PREFIX_LENGTH = 10;
/** How long a key that was found to hold is not looked up again: feeds deliver many times a second. */
const FRESH_MS = 2_000;
const MAX_FRESH = 1_000;
const USED_EVERY_MS = 60_000;

interface Fresh {
  readonly row: KeyRow;
  readonly until: number;
}

/** Keys of programs that feed in or read. */
@Injectable()
export class IngestKeysService implements Authenticator, OnModuleInit {
  readonly #fresh = new Map<string, Fresh>();

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(AuthenticationService) private readonly authentication: AuthenticationService,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(AccessScope) private readonly scope: AccessScope,
  ) {}

  onModuleInit(): void {
    this.authentication.register(this);
  }

  async authenticate({ bearer }: Credentials): Promise<Proof | null> {
    if (!bearer?.startsWith(MARK)) return null;
    const row = await this.#find(hashToken(bearer));
    return row === null ? null : { principal: principalOf(row), evidenceId: `key:${row.id}`, ambient: false };
  }

  async current(evidenceIds: readonly string[]): Promise<ReadonlyMap<string, Principal>> {
    const ids = evidenceIds.filter((id) => id.startsWith('key:')).map((id) => id.slice(4));
    const rows = await findKeys(this.database.db, ids);
    return new Map(rows.map((row) => [`key:${row.id}`, principalOf(row)]));
  }

  /** Keys reach everywhere, so they are for those who see everything. */
  async list(principal: Principal): Promise<readonly KeyDto[]> {
    this.scope.assertEverything(principal);
    return (await allKeys(this.database.db)).map(keyDto);
  }

  async create(
    principal: Principal,
    { name, feeds }: NewKeyRequest,
  ): Promise<{ key: KeyDto; secret: string }> {
    this.scope.assertEverything(principal);
    const secret = MARK + newToken();
    const key = await this.database.transaction(async (tx) => {
      const row = await insertKey(tx, {
        id: randomUUID(),
        name,
        feeds,
        prefix: secret.slice(0, PREFIX_LENGTH),
        secretHash: hashToken(secret),
        createdBy: principal.id,
      });
      const about = {
        subjectType: 'ingest-key',
        subjectId: row.id,
        after: { name, feeds, prefix: row.prefix },
      };
      await this.audit.record(tx, { actor: principal, action: 'ingest-key.created', ...about });
      return row;
    });
    return { key: keyDto(key), secret };
  }

  async revoke(principal: Principal, id: string): Promise<KeyDto> {
    this.scope.assertEverything(principal);
    const key = await this.database.transaction(async (tx) => {
      const row = await revokeKey(tx, id);
      if (row === undefined)
        throw new AppError('unknown-key', 'there is no such key, or it was revoked before');
      const about = { subjectType: 'ingest-key', subjectId: id };
      await this.audit.record(tx, { actor: principal, action: 'ingest-key.revoked', ...about });
      return row;
    });
    this.#fresh.delete(key.secretHash);
    return keyDto(key);
  }

  async #find(secretHash: string): Promise<KeyRow | null> {
    const now = Date.now();
    const fresh = this.#fresh.get(secretHash);
    if (fresh !== undefined && fresh.until > now) return fresh.row;
    this.#fresh.delete(secretHash);
    const row = await findKey(this.database.db, secretHash);
    if (row === undefined) return null;
    if (now - (row.lastUsedAt?.getTime() ?? 0) > USED_EVERY_MS) await touchKey(this.database.db, row.id);
    if (this.#fresh.size >= MAX_FRESH) this.#fresh.clear();
    this.#fresh.set(secretHash, { row, until: now + FRESH_MS });
    return row;
  }
}

function principalOf({ id, name, feeds }: KeyRow): Principal {
  const key = { kind: 'key', id: `key:${id}`, name, roles: ['integrator'], scope: null } as const;
  return feeds === null ? key : { ...key, feeds };
}

function keyDto({ secretHash: _, createdAt, lastUsedAt, revokedAt, ...key }: KeyRow): KeyDto {
  return {
    ...key,
    createdAt: createdAt.getTime(),
    lastUsedAt: lastUsedAt?.getTime() ?? null,
    revokedAt: revokedAt?.getTime() ?? null,
  };
}
