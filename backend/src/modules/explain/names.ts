import type { AreaDto } from '@tidewall/streams';
import type { ReferenceModel } from '../reference/reference.types.ts';
import type { Bilingual } from '../thresholds/thresholds.types.ts';

/** Levels that go into the name of a place below them. */
const OURS: ReadonlySet<string> = new Set(['city', 'county', 'township', 'grid']);

/** Names of areas, hotspots and operators in both languages; of unknown ones, their id. */
export class Names {
  readonly #model: ReferenceModel;

  constructor(model: ReferenceModel) {
    this.#model = model;
  }

  /** A place with what it lies in: from the city down in our province, from the province down elsewhere. */
  area(areaId: string): Bilingual {
    const chain = this.#model.areas.chain(areaId);
    const named = chain.filter(
      (area, depth) => depth === 0 || OURS.has(area.level) || (area.level === 'province' && !area.covered),
    );
    if (named.length === 0) return { zh: areaId, en: areaId };
    const zh = named.map(({ name }) => name);
    return { zh: zh.reverse().join(''), en: named.map(englishName).join(', ') };
  }

  hotspot(hotspotId: string): Bilingual {
    const name = this.#model.hotspotById.get(hotspotId)?.name ?? hotspotId;
    return { zh: name, en: name };
  }

  operator(operatorId: string): Bilingual {
    const name = this.#model.operators.get(operatorId)?.name ?? operatorId;
    return { zh: name, en: name };
  }
}

function englishName({ name, nameEn }: AreaDto): string {
  return nameEn === '' ? name : nameEn;
}
