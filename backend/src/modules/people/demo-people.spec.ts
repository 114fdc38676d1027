import { describe, expect, it } from '@jest/globals';
import type { AreaDto } from '@tidewall/streams';
import { demoPeople } from './demo-people.ts';

const area = (areaId: string, level: AreaDto['level'], covered = true): AreaDto => ({
  areaId,
  parentId: null,
  level,
  name: areaId,
  nameEn: areaId,
  covered,
});

describe('people of a simulated province', () => {
  const people = demoPeople([
    area('P1', 'province'),
    area('C1', 'city'),
    area('K11', 'county'),
    area('K12', 'county'),
    area('T111', 'township'),
    area('C9', 'city', false),
  ]);

  it('hold every position of the ready-made chains, in our own areas only', () => {
    expect(people.map(({ positions: [held] }) => `${held!.areaId} ${held!.position}`)).toEqual([
      'C1 city-channel-supervisor',
      'K11 area-head',
      'K11 area-supervisor',
      'K11 county-business-office',
      'K11 county-deputy-manager',
      'K12 area-head',
      'K12 area-supervisor',
      'K12 county-business-office',
      'K12 county-deputy-manager',
    ]);
  });

  it('see the area they are responsible for and have names of their own', () => {
    for (const { scope, positions } of people) expect(scope).toEqual([positions[0]!.areaId]);
    expect(new Set(people.map(({ name }) => name)).size).toBe(people.length);
    expect(new Set(people.map(({ login }) => login)).size).toBe(people.length);
  });
});
