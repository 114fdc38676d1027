import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Database } from '../../adapters/postgres/index.ts';
import { DATABASE, SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import { hasRole, type Principal } from '../access/index.ts';
import { AuditService } from '../audit/index.ts';
import { ReferenceService } from '../reference/reference.service.ts';
import { AppError, invalidParameters } from '../web/app-error.ts';
import type { AnnotationsQuery, NewAnnotation } from './annotations.dto.ts';
import * as repository from './annotations.repository.ts';

const DAY_MS = 86_400_000;
const DEFAULT_SPAN_MS = 30 * DAY_MS;
const MAX_SHOWN = 500;

export interface Annotation {
  readonly id: string;
  readonly areaId: string;
  readonly longitude: number | null;
  readonly latitude: number | null;
  readonly at: number;
  readonly text: string;
  readonly author: { readonly id: string; readonly name: string };
  readonly createdAt: number;
  readonly mayRemove: boolean;
}

/** Notes of people on the map: where, when, what. */
@Injectable()
export class AnnotationsService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
    @Inject(ReferenceService) private readonly reference: ReferenceService,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  /** Of an area and all below it, oldest first; at most 500. */
  async list(query: AnnotationsQuery, principal: Principal): Promise<readonly Annotation[]> {
    this.reference.area(query.areaId);
    const to = query.to ?? this.clock.now() + 1;
    const from = query.from ?? to - DEFAULT_SPAN_MS;
    const areaIds = this.reference.model.areas.subtree(query.areaId);
    const { db } = this.database;
    const rows = await repository.annotationsIn(db, areaIds, new Date(from), new Date(to), MAX_SHOWN);
    return rows.map((row) => shown(row, principal));
  }

  async add({ at, ...given }: NewAnnotation, author: Principal): Promise<Annotation> {
    this.reference.area(given.areaId);
    const now = this.clock.now();
    if (at !== undefined && at > now)
      throw invalidParameters([{ field: 'at', message: 'must not be in the future' }]);
    const row: repository.AnnotationRow = {
      ...given,
      id: randomUUID(),
      at: new Date(at ?? now),
      authorId: author.id,
      authorName: author.name,
      createdAt: new Date(now),
    };
    await this.database.transaction(async (tx) => {
      await repository.addAnnotation(tx, row);
      const subject = { subjectType: 'annotation', subjectId: row.id };
      const after = { areaId: row.areaId, at: row.at.getTime(), text: row.text };
      await this.audit.record(tx, { ...subject, actor: author, action: 'annotation.add', after });
    });
    return shown(row, author);
  }

  /** The area of a note, for the scope; throws `unknown-annotation`. */
  async areaOf(id: string): Promise<string> {
    return (await this.#row(id)).areaId;
  }

  /** By its author or a supervisor; throws `forbidden` for others. */
  async remove(id: string, by: Principal): Promise<void> {
    const row = await this.#row(id);
    if (!mayRemove(row, by))
      throw new AppError('forbidden', 'only its author or a supervisor takes a note away');
    await this.database.transaction(async (tx) => {
      if (!(await repository.removeAnnotation(tx, id))) throw unknown();
      const subject = { subjectType: 'annotation', subjectId: id };
      const before = { areaId: row.areaId, at: row.at.getTime(), text: row.text };
      await this.audit.record(tx, { ...subject, actor: by, action: 'annotation.remove', before });
    });
  }

  async #row(id: string): Promise<repository.AnnotationRow> {
    const row = await repository.annotationById(this.database.db, id);
    if (row === undefined) throw unknown();
    return row;
  }
}

function unknown(): AppError {
  return new AppError('unknown-annotation', 'there is no such note');
}

function mayRemove(row: repository.AnnotationRow, principal: Principal): boolean {
  return row.authorId === principal.id || hasRole(principal, 'supervisor');
}

function shown(row: repository.AnnotationRow, principal: Principal): Annotation {
  const { id, areaId, longitude, latitude, text, authorId, authorName } = row;
  return {
    id,
    areaId,
    longitude,
    latitude,
    at: row.at.getTime(),
    text,
    author: { id: authorId, name: authorName },
    createdAt: row.createdAt.getTime(),
    mayRemove: mayRemove(row, principal),
  };
}
