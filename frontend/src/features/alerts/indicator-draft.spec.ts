import { describe, expect, it } from '@jest/globals';
import type { DefinitionDto } from '../../api/indicators-dto.ts';
import { definitionOf, draftOf, EMPTY_DRAFT, missingIn } from './indicator-draft.ts';

const SHARE: DefinitionDto = {
  name: { zh: '份额跌破', en: 'Share below' },
  about: { zh: '三方份额', en: 'Three-party share' },
  source: { kind: 'metric', metric: 'share-two-party', step: '1d', operatorId: 'cu' },
  place: { kind: 'levels', levels: ['county', 'city'], under: '4101' },
  condition: { kind: 'below', threshold: 0.7 },
  forMinutes: 0,
  severity: 'critical',
  chain: [
    { kind: 'position', position: 'area-head' },
    { kind: 'position', position: 'area-supervisor' },
    { kind: 'person', personId: 'u1' },
  ],
  due: { hours: 24, working: true, remindBeforeHours: 2 },
  trackingDays: 7,
  template: { zh: '{{ area }}份额{{ value }}', en: '{{ area }} share {{ value }}' },
  links: [{ label: { zh: '大屏', en: 'Wall' }, href: '/wall/share' }],
};

describe('the draft of an indicator', () => {
  it('means the definition it was made from, whatever its source, place and condition', () => {
    const others: Partial<DefinitionDto>[] = [
      { source: { kind: 'detection', type: 'share-drop', subtype: 'sudden', where: { party: 'three' } } },
      { place: { kind: 'areas', areaIds: ['41'], below: true } },
      { place: { kind: 'hotspots', type: 'campus' } },
      { place: { kind: 'hotspots', type: 'campus', hotspotIds: ['h1'] } },
      { condition: { kind: 'change', against: 'yesterday', direction: 'rise', ratio: 0.5, minBase: 10 } },
      {
        condition: { kind: 'robust-z', direction: 'drop', score: 4, weeks: 3, minPoints: 7, minDistance: 10 },
      },
    ];
    for (const part of [{}, ...others]) {
      const { condition, ...rest } = { ...SHARE, ...part };
      // A detection is its own condition.
      const definition = rest.source.kind === 'detection' ? rest : { ...rest, condition };
      expect(definitionOf(draftOf(definition))).toEqual(definition);
    }
  });

  it('says what is missing', () => {
    expect(missingIn(EMPTY_DRAFT)).toEqual(['name', 'source', 'chain', 'template']);
    expect(missingIn({ ...draftOf(SHARE), levels: [] })).toEqual(['place']);
    expect(missingIn(draftOf(SHARE))).toEqual([]);
  });
});
