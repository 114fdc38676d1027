import { Inject, Injectable } from '@nestjs/common';
import { PIPELINE } from '../../tokens.ts';
import type { Pipeline } from '../pipeline/pipeline.types.ts';
import { cellPlacesIn, type CellPlace } from './cell-places.ts';

/** The cells of the reference data in force, read again when they are replaced. */
@Injectable()
export class Cells {
  #read: { readonly of: string; readonly cells: readonly CellPlace[] } = { of: '', cells: [] };

  constructor(@Inject(PIPELINE) private readonly pipeline: Pipeline) {}

  get all(): readonly CellPlace[] {
    const text = this.pipeline.reference().cells ?? '';
    if (text !== this.#read.of) this.#read = { of: text, cells: cellPlacesIn(text) };
    return this.#read.cells;
  }
}
