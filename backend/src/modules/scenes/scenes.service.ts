import { Inject, Injectable } from '@nestjs/common';
import type { Database, Db, Transaction } from '../../adapters/postgres/index.ts';
import { DATABASE, SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import { AccessScope, type Principal } from '../access/index.ts';
import { AuditService } from '../audit/index.ts';
import { ReferenceService } from '../reference/reference.service.ts';
import { AppError } from '../web/app-error.ts';
import { BUILT_IN_SCENES } from './built-in.ts';
import { sceneFaults } from './scene-faults.ts';
import type { NewSceneVersion, SceneVersionDto } from './scenes.dto.ts';
import * as repository from './scenes.repository.ts';
import type { SceneDefinition, SceneFault } from './scenes.types.ts';

const MAX_SCENES = 60;

/** A scene as walls show it. */
export interface ShownScene extends SceneDefinition {
  readonly id: string;
  readonly version: number;
}

/** Scenes of walls: versions that never change, of which one is shown. */
@Injectable()
export class ScenesService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(AccessScope) private readonly scope: AccessScope,
    @Inject(ReferenceService) private readonly reference: ReferenceService,
  ) {}

  /** The scenes that are shown: the built-in ones in their order, then the others. */
  async shown(db: Db = this.database.db): Promise<readonly ShownScene[]> {
    const scenes = new Map<string, ShownScene>();
    for (const [id, definition] of Object.entries(BUILT_IN_SCENES))
      scenes.set(id, { id, version: 0, ...definition });
    for (const { sceneId, version, definition } of await repository.publishedScenes(db))
      scenes.set(sceneId, { id: sceneId, version, ...definition });
    return [...scenes.values()];
  }

  /** Of a shown scene what somebody may see: tiles of areas beyond their scope are left out. */
  visible(scene: ShownScene, principal: Principal): ShownScene {
    const may = (areaId: string | undefined): boolean =>
      areaId === undefined || this.scope.contains(principal, areaId);
    return { ...scene, tiles: scene.tiles.filter(({ options }) => may(options.areaId)) };
  }

  check(definition: SceneDefinition): readonly SceneFault[] {
    const { areas } = this.reference.model;
    return sceneFaults(definition, (areaId) => areas.chain(areaId).length > 0);
  }

  /** All versions of a scene, newest first, the built-in one last. Throws `unknown-scene`. */
  async versions(sceneId: string): Promise<readonly SceneVersionDto[]> {
    const { db } = this.database;
    const rows = await repository.sceneVersions(db, sceneId);
    const archived = (await repository.archivedScenes(db)).has(sceneId);
    const head = archived ? null : ((await repository.heads(db)).get(sceneId)?.version ?? 0);
    const items = rows.map((row) => versionDto(row, row.version === head));
    const builtIn = BUILT_IN_SCENES[sceneId];
    if (builtIn !== undefined) items.push(builtInDto(sceneId, builtIn, head === 0));
    if (items.length === 0) throw unknownScene();
    return items;
  }

  /** Adds a version, which is not shown yet. Throws `scene-faults`, and `conflict` when another one came before. */
  async save(
    sceneId: string,
    { baseVersion, definition }: NewSceneVersion,
    author: Principal,
  ): Promise<SceneVersionDto> {
    this.scope.assertEverything(author);
    this.#assertFaultless(definition);
    const row = await this.database.transaction(async (tx) => {
      const version = await this.#nextVersion(tx, sceneId, baseVersion);
      const added = {
        sceneId,
        version,
        definition,
        authorId: author.id,
        authorName: author.name,
        createdAt: new Date(this.clock.now()),
      };
      if (!(await repository.addScene(tx, added))) throw conflict();
      const about = { subjectType: 'wall-scene', subjectId: sceneId, after: { version, ...definition } };
      await this.audit.record(tx, { actor: author, action: 'wall-scene.saved', ...about });
      return added;
    });
    return versionDto(row, false);
  }

  /** From now on walls show this version, be it an earlier one or the built-in one. Brings an archived scene back. */
  async publish(sceneId: string, version: number, by: Principal): Promise<SceneVersionDto> {
    this.scope.assertEverything(by);
    return this.database.transaction(async (tx) => {
      await repository.lockShown(tx);
      const found = await this.#version(tx, sceneId, version);
      this.#assertFaultless(found.definition);
      if (await repository.bringBack(tx, sceneId)) await assertRoom(tx, MAX_SCENES);
      const before = (await repository.heads(tx)).get(sceneId)?.version ?? 0;
      await repository.setHead(tx, { sceneId, version, publishedAt: new Date(this.clock.now()) });
      const about = {
        subjectType: 'wall-scene',
        subjectId: sceneId,
        before: { version: before },
        after: { version },
      };
      await this.audit.record(tx, { actor: by, action: 'wall-scene.published', ...about });
      return { ...found, current: true };
    });
  }

  async #version(tx: Transaction, sceneId: string, version: number): Promise<SceneVersionDto> {
    const builtIn = BUILT_IN_SCENES[sceneId];
    if (version === 0 && builtIn !== undefined) return builtInDto(sceneId, builtIn, false);
    const row = await repository.sceneVersion(tx, sceneId, version);
    if (row === undefined) throw unknownScene();
    return versionDto(row, false);
  }

  async #nextVersion(tx: Transaction, sceneId: string, baseVersion: number): Promise<number> {
    const newest = await repository.newestVersion(tx, sceneId);
    if (newest !== baseVersion) throw conflict();
    const isNew = newest === 0 && BUILT_IN_SCENES[sceneId] === undefined;
    if (isNew) await assertRoom(tx, MAX_SCENES - 1);
    return newest + 1;
  }

  #assertFaultless(definition: SceneDefinition): void {
    const faults = this.check(definition);
    if (faults.length > 0)
      throw new AppError('scene-faults', 'the scene has faults: see details', { details: { faults } });
  }
}

async function assertRoom(tx: Transaction, most: number): Promise<void> {
  if ((await repository.sceneCount(tx)) > most)
    throw new AppError('unprocessable', `no more than ${MAX_SCENES} scenes: change or archive one`);
}

function unknownScene(): AppError {
  return new AppError('unknown-scene', 'there is no such scene or version');
}

function conflict(): AppError {
  return new AppError('conflict', 'somebody else has saved a version since: load it first');
}

function versionDto(row: repository.SceneRow, current: boolean): SceneVersionDto {
  const { sceneId, version, definition, authorName, createdAt } = row;
  return {
    sceneId,
    version,
    definition: { ...definition, tiles: [...definition.tiles] },
    author: authorName,
    createdAt: createdAt.getTime(),
    current,
  };
}

function builtInDto(sceneId: string, definition: SceneDefinition, current: boolean): SceneVersionDto {
  return {
    sceneId,
    version: 0,
    definition: { ...definition, tiles: [...definition.tiles] },
    author: null,
    createdAt: null,
    current,
  };
}
