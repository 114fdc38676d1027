import { Inject, Injectable } from '@nestjs/common';
import { REFERENCE_FILES, type AreaDto, type HotspotDto, type ReferenceFile } from '@tidewall/streams';
import { PIPELINE } from '../../tokens.ts';
import { fromPipeline } from '../web/pipeline-errors.ts';
import type { Pipeline } from '../pipeline/pipeline.types.ts';
import { AppError } from '../web/app-error.ts';
import { readReference } from './reference-model.ts';
import type { ReferenceModel, ReferenceTexts } from './reference.types.ts';

/** Files that hold numbers of subscribers: taken, never given back. */
const WITH_NUMBERS: ReadonlySet<ReferenceFile> = new Set(['ported-numbers', 'seen-numbers', 'subscribers']);

/** What the model is made of. */
const MODEL_FILES = [
  'areas',
  'cells',
  'hotspots',
  'hotspot-cells',
  'operators',
] as const satisfies readonly ReferenceFile[];

/** The reference data in force: areas and hotspots for everybody, whole files for integrators. */
@Injectable()
export class ReferenceService {
  #texts: ReferenceTexts = {};
  #model: ReferenceModel = readReference({});

  constructor(@Inject(PIPELINE) private readonly pipeline: Pipeline) {}

  /** The same object until a file that it is made of is another: those of subscribers come often and are large. */
  get model(): ReferenceModel {
    const texts = this.pipeline.reference();
    if (texts === this.#texts) return this.#model;
    if (MODEL_FILES.some((file) => texts[file] !== this.#texts[file])) this.#model = readReference(texts);
    this.#texts = texts;
    return this.#model;
  }

  /** The area, or `unknown-area`. */
  area(areaId: string): AreaDto {
    const area = this.model.areas.get(areaId);
    if (area === undefined) throw new AppError('unknown-area', 'there is no such area in areas.csv');
    return area;
  }

  /** The hotspot, or `unknown-hotspot`. */
  hotspot(hotspotId: string): HotspotDto {
    const hotspot = this.model.hotspotById.get(hotspotId);
    if (hotspot === undefined)
      throw new AppError('unknown-hotspot', 'there is no such hotspot in hotspots.csv');
    return hotspot;
  }

  /** Replaces a file; answers the number of its rows. */
  async put(name: string, csv: string): Promise<number> {
    return await fromPipeline(this.pipeline.putReference(fileNamed(name), csv));
  }

  /** A file in force as CSV text. */
  get(name: string): string {
    const file = fileNamed(name);
    if (WITH_NUMBERS.has(file)) {
      throw new AppError(
        'not-readable',
        'this file holds numbers of subscribers: it can be replaced but not read',
      );
    }
    const text = this.pipeline.reference()[file];
    if (text === undefined) throw new AppError('not-found', 'this file has not been given yet');
    return text;
  }
}

function fileNamed(name: string): ReferenceFile {
  const file = REFERENCE_FILES.find((known) => known === name);
  if (file === undefined)
    throw new AppError('unknown-reference', `there is no such file: ${REFERENCE_FILES.join(', ')}`);
  return file;
}
