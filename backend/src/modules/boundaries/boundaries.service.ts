import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../../config/index.ts';
import { BOUNDARIES_SOURCE, CONFIG } from '../../tokens.ts';
import type { BoundariesSource } from './boundaries.types.ts';
import { AppError } from '../web/app-error.ts';

export interface Boundaries {
  readonly json: string;
  readonly etag: string;
}

/** The map: the operator's own file where there is one, else that of the simulated province. */
@Injectable()
export class BoundariesService {
  #simulated: Boundaries | null = null;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(BOUNDARIES_SOURCE) private readonly source: BoundariesSource,
  ) {}

  async boundaries(): Promise<Boundaries> {
    const path = join(this.config.dataDir, 'boundaries.json');
    if (existsSync(path)) return tagged(await readFile(path, 'utf8'));
    this.#simulated ??= fromSource(this.source());
    if (this.#simulated !== null) return this.#simulated;
    throw new AppError(
      'no-boundaries',
      'no boundaries are known: put a TopoJSON file at boundaries.json in the data directory',
    );
  }
}

function fromSource(topology: unknown): Boundaries | null {
  return topology === null || topology === undefined ? null : tagged(JSON.stringify(topology));
}

function tagged(json: string): Boundaries {
  return { json, etag: `"${createHash('sha256').update(json).digest('base64url').slice(0, 22)}"` };
}
