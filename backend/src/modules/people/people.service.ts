import { Inject, Injectable } from '@nestjs/common';
import type { Database, Db } from '../../adapters/postgres/index.ts';
import { DATABASE } from '../../tokens.ts';
import { ReferenceService } from '../reference/reference.service.ts';
import { VaultService } from '../vault/vault.service.ts';
import { allUsers, findUsers, holdersIn, sealedPhones } from './people.repository.ts';
import type { Person } from './people.types.ts';
import { KNOWN_POSITIONS, type KnownPosition } from './positions.ts';

/** Who there is: for features that need people. */
@Injectable()
export class PeopleService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ReferenceService) private readonly reference: ReferenceService,
    @Inject(VaultService) private readonly vault: VaultService,
  ) {}

  /** Everybody, by login. */
  all(): Promise<readonly Person[]> {
    return allUsers(this.database.db);
  }

  /** Users by id, disabled ones too; unknown ids are left out. Inside a transaction, hand it in. */
  async get(ids: readonly string[], db: Db = this.database.db): Promise<readonly Person[]> {
    return await findUsers(db, ids);
  }

  /**
   * Who holds a position in an area; when nobody does, in the nearest area above it. Disabled users hold nothing.
   * Inside a transaction, hand it in.
   */
  async holders(position: string, areaId: string, db: Db = this.database.db): Promise<readonly Person[]> {
    const chain = this.reference.model.areas.chain(areaId).map((area) => area.areaId);
    const held = await holdersIn(db, position, chain.length === 0 ? [areaId] : chain);
    const nearest = chain.find((above) => held.some((holder) => holder.areaId === above)) ?? areaId;
    const ids = held.filter((holder) => holder.areaId === nearest).map(({ userId }) => userId);
    return (await findUsers(db, ids)).toSorted((a, b) => (a.login < b.login ? -1 : 1));
  }

  /** Telephone numbers of users, for sending to them at once: never to be kept, logged or answered. */
  async phones(ids: readonly string[], db: Db = this.database.db): Promise<ReadonlyMap<string, string>> {
    const sealed = await sealedPhones(db, ids);
    return new Map([...sealed].map(([id, phone]) => [id, this.vault.unseal(phoneOwner(id), phone)]));
  }

  /** The usual positions, lowest first, and those that are in use besides. */
  async positions(): Promise<readonly KnownPosition[]> {
    const people = await this.all();
    const names = new Set(people.flatMap((person) => person.positions.map(({ position }) => position)));
    for (const { position } of KNOWN_POSITIONS) names.delete(position);
    const others = [...names].sort().map((name) => ({ position: name, label: { zh: name, en: name } }));
    return [...KNOWN_POSITIONS, ...others];
  }
}

/** Under which name the vault seals a user's telephone number. */
export function phoneOwner(userId: string): string {
  return `user/${userId}`;
}
