import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Config } from '../../config/index.ts';
import { MapPackError, OpenPack, tagged, type TaggedText } from '../../map-pack/index.ts';
import { BOUNDARIES_SOURCE, BUILD_INFO, CONFIG, LOGGER, type BuildInfo } from '../../tokens.ts';
import { AppError } from '../web/app-error.ts';
import type { MapPackDto } from './boundaries.dto.ts';
import type { BoundariesSource } from './boundaries.types.ts';
import { syntheticPack } from './synthetic-pack.ts';
import { packFolderOf, packStamp, readPack } from './pack-folder.ts';

/** The map: the operator's own pack where there is one, else that of the simulated province. */
@Injectable()
export class BoundariesService {
  readonly #folder: string;
  readonly #log: Logger;
  /** The manifest that was last looked at, be it a good one or not. */
  #stamp: string | null = null;
  #own: OpenPack | null = null;
  #fault: string | null = null;
  #reading: Promise<void> | null = null;
  #builtIn: OpenPack | null = null;

  constructor(
    @Inject(CONFIG) config: Config,
    @Inject(BOUNDARIES_SOURCE) private readonly source: BoundariesSource,
    @Inject(BUILD_INFO) private readonly build: BuildInfo,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.#folder = packFolderOf(config.dataDir);
    this.#log = logger.child({ module: 'boundaries' });
  }

  /** What the pack in force says about itself. */
  async about(): Promise<TaggedText> {
    const { manifest, rootAreaId } = await this.#pack();
    const { packId, name, nameEn, source, licence, reviewNumber, crs, files } = manifest;
    const parents = files.map(({ areaId, level, childLevel, children, sha256 }) => {
      return { areaId, level, childLevel, children, sha256 };
    });
    const about: MapPackDto = {
      packId,
      name,
      nameEn,
      source,
      licence,
      reviewNumber,
      crs,
      rootAreaId,
      parents,
    };
    return tagged(JSON.stringify(about));
  }

  /** The map of an area with one or two levels below it, as TopoJSON. */
  async map(areaId: string, levels: 1 | 2): Promise<TaggedText> {
    const map = (await this.#pack()).map(areaId, levels);
    if (map === null) throw new AppError('unknown-area', 'the map pack does not know this area');
    return map;
  }

  async #pack(): Promise<OpenPack> {
    this.#reading ??= this.#readChanged().finally(() => (this.#reading = null));
    await this.#reading;
    if (this.#own !== null) return this.#own;
    if (this.#fault !== null)
      throw new AppError('no-boundaries', `the map pack cannot be used: ${this.#fault}`);
    const topology = this.source();
    if (topology !== null)
      return (this.#builtIn ??= new OpenPack(syntheticPack(topology, this.build.startedAt)));
    throw new AppError(
      'no-boundaries',
      'no boundaries are known: import a map pack with tidewall import-map',
    );
  }

  /** Takes another pack up as soon as its manifest is in place. One that is broken leaves the one before in force. */
  async #readChanged(): Promise<void> {
    const stamp = await packStamp(this.#folder);
    if (stamp === this.#stamp) return;
    try {
      this.#own = await readPack(this.#folder);
      this.#fault = null;
      if (this.#own !== null) this.#log.info({ packId: this.#own.manifest.packId }, 'map pack in force');
    } catch (error) {
      this.#fault = error instanceof MapPackError ? error.message : 'it cannot be read';
      this.#log.error({ err: error, kept: this.#own !== null }, 'map pack cannot be used');
    }
    this.#stamp = stamp;
  }
}
