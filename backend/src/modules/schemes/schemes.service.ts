import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Subject } from 'rxjs';
import type { Logger } from 'pino';
import type { Database, Db } from '../../adapters/postgres/index.ts';
import { DATABASE, LOGGER, SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import { AccessScope, type Principal } from '../access/index.ts';
import type { ReferenceModel } from '../reference/reference.types.ts';
import { ReferenceService } from '../reference/reference.service.ts';
import { findList, findMemberships } from './audience-lists.repository.ts';
import type { SchemeAction } from './lifecycle.ts';
import { commonArea, schemeAreas, triggerAreas } from './scheme-areas.ts';
import { unknownScheme } from './schemes.errors.ts';
import {
  changeMark,
  findScheme,
  findSchemes,
  findUnderWay,
  findVersions,
  saveResults,
  type StoredScheme,
  type StoredVersion,
} from './schemes.repository.ts';
import type { RunningScheme, SchemeState } from './schemes.types.ts';

export type { StoredScheme, StoredVersion };

/** A transition that was committed. */
export interface SchemeChange {
  readonly schemeId: string;
  readonly action: SchemeAction | 'create';
  readonly state: SchemeState;
}

const LIST_LIMIT = 1_000;
const DAY_MS = 86_400_000;
/** With a server, another process may change schemes. */
const LOOK_MS = 1_000;

/** Schemes as everybody reads them; `running()` is what the decision works with. */
@Injectable()
export class SchemesService implements OnModuleInit, OnModuleDestroy {
  readonly changed$ = new Subject<SchemeChange>();
  readonly #stored = new Map<string, StoredScheme>();
  #running: readonly RunningScheme[] = [];
  #runningModel: ReferenceModel | null = null;
  #mark = -1;
  #looking: NodeJS.Timeout | undefined;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ReferenceService) private readonly reference: ReferenceService,
    @Inject(AccessScope) private readonly scope: AccessScope,
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.refresh();
    if (this.database.kind === 'server')
      this.#looking = setInterval(() => void this.#look(), LOOK_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.#looking);
    this.changed$.complete();
  }

  /** Schemes that send now. The same list until one of them, or the areas, are changed. */
  running(): readonly RunningScheme[] {
    const { model } = this.reference;
    if (model !== this.#runningModel) {
      this.#runningModel = model;
      this.#running = [...this.#stored.values()].map((scheme) => this.#toRunning(scheme, model));
    }
    return this.#running;
  }

  /** Reads what runs again: after a transition. */
  async refresh(): Promise<void> {
    const { db } = this.database;
    this.#mark = await changeMark(db);
    const found = await findSchemes(db, { states: ['running'], limit: LIST_LIMIT });
    this.#stored.clear();
    for (const scheme of found) this.#stored.set(scheme.schemeId, scheme);
    this.#runningModel = null;
  }

  /** After a transition was committed. */
  async tell(change: SchemeChange): Promise<void> {
    await this.refresh();
    this.changed$.next(change);
  }

  /** Those in the scope of whoever asks, changed last first. */
  async list(
    principal: Principal,
    filter: { readonly states?: readonly SchemeState[] | undefined; readonly q?: string | undefined },
  ): Promise<readonly StoredScheme[]> {
    const found = await findSchemes(this.database.db, { states: filter.states, limit: LIST_LIMIT });
    const q = filter.q?.toLowerCase() ?? '';
    return found.filter(
      (scheme) =>
        this.sees(principal, scheme) &&
        `${scheme.definition.name}\n${scheme.definition.goal}`.toLowerCase().includes(q),
    );
  }

  async get(principal: Principal, schemeId: string): Promise<StoredScheme> {
    const scheme = await this.find(schemeId);
    if (scheme === undefined) throw unknownScheme();
    this.assertSees(principal, scheme);
    return scheme;
  }

  /** For the system itself. */
  find(schemeId: string): Promise<StoredScheme | undefined> {
    return findScheme(this.database.db, schemeId);
  }

  /** In some states, for the system itself. */
  inStates(states: readonly SchemeState[]): Promise<readonly StoredScheme[]> {
    return findSchemes(this.database.db, { states, limit: LIST_LIMIT });
  }

  /** What a wall shows: scheduled, started and not ended, or ended within a day. */
  underWay(): Promise<readonly StoredScheme[]> {
    return findUnderWay(this.database.db, new Date(this.clock.now() - DAY_MS), LIST_LIMIT);
  }

  /** Which stored lists hold these subscribers, of those that schemes which run are limited to, or this one. */
  listsOf(
    db: Db,
    pseudonyms: readonly string[],
    schemes: readonly Pick<RunningScheme, 'audience'>[] = this.running(),
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    const listIds = schemes.flatMap(({ audience: { listId } }) => (listId === null ? [] : [listId]));
    return findMemberships(db, listIds, pseudonyms);
  }

  /** How many are on a list; null: there is no such list. */
  async listSize(listId: string): Promise<number | null> {
    return (await findList(this.database.db, listId))?.size ?? null;
  }

  async versions(principal: Principal, schemeId: string): Promise<readonly StoredVersion[]> {
    await this.get(principal, schemeId);
    return findVersions(this.database.db, schemeId);
  }

  async version(principal: Principal, schemeId: string, version: number): Promise<StoredVersion> {
    const found = (await this.versions(principal, schemeId)).find((each) => each.version === version);
    if (found === undefined) throw unknownScheme();
    return found;
  }

  keepResults(schemeId: string, results: object): Promise<void> {
    return saveResults(this.database.db, schemeId, results);
  }

  /** Everything a scheme is about lies in the scope; one about everywhere is for those who see everything. */
  sees(principal: Principal, scheme: Pick<StoredScheme, 'definition'>): boolean {
    const areaIds = schemeAreas(scheme.definition, this.reference.model);
    if (areaIds === null) return principal.scope === null;
    return areaIds.every((areaId) => this.scope.contains(principal, areaId));
  }

  assertSees(principal: Principal, scheme: Pick<StoredScheme, 'definition'>): void {
    const areaIds = schemeAreas(scheme.definition, this.reference.model);
    if (areaIds === null) this.scope.assertEverything(principal);
    else for (const areaId of areaIds) this.scope.assert(principal, areaId);
  }

  /** Whose people see it live; null: those who see everything. */
  areaOf(scheme: Pick<StoredScheme, 'definition'>): string | null {
    const { model } = this.reference;
    return commonArea(schemeAreas(scheme.definition, model), model);
  }

  /** A version as it would run, for a rehearsal. */
  async runnable(schemeId: string, version: number): Promise<RunningScheme> {
    const scheme = await this.find(schemeId);
    const versions = await findVersions(this.database.db, schemeId);
    const found = versions.find((each) => each.version === version);
    if (scheme === undefined || found === undefined) throw unknownScheme();
    return this.#toRunning({ ...scheme, version, definition: found.definition }, this.reference.model);
  }

  #toRunning(scheme: StoredScheme, model: ReferenceModel): RunningScheme {
    const { schemeId, version, definition, startedAt } = scheme;
    const areas = triggerAreas(definition, model);
    return { ...definition, schemeId, version, areas, startedAt: startedAt ?? 0 };
  }

  async #look(): Promise<void> {
    try {
      if ((await changeMark(this.database.db)) !== this.#mark) await this.refresh();
    } catch (err) {
      this.log.warn({ module: 'schemes', err }, 'running schemes not read');
    }
  }
}
