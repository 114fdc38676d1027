import { describe, expect, it } from '@jest/globals';
import { homecoming } from '../../testing/samples.ts';
import { isEligible } from './is-eligible.ts';
import { matchesTrigger } from './matches-trigger.ts';
import { READY_MADE } from './ready-made.ts';
import type { AudienceCondition, EvidenceFilter, SchemeTrigger, Subject } from './schemes.types.ts';

const AT = '2026-02-10T08:00:00+08:00';
const DETECTION = homecoming('d', AT, {
  evidence: {
    awayDays: 9,
    awayAreaIds: ['9801'],
    festival: { name: 'spring-festival', date: '2026-02-17', days: -7 },
  },
});
const WELCOME = READY_MADE['welcome-home']!;

function matches(
  over: Partial<SchemeTrigger>,
  areas: readonly string[] | null = null,
  detection = DETECTION,
) {
  const trigger = { ...WELCOME.trigger, ...over };
  return matchesTrigger({ trigger, areas: areas && new Set(areas) }, detection);
}

describe('trigger of a scheme', () => {
  it('is a detection of its type and subtype', () => {
    expect(matches({})).toBe(true);
    expect(matches({ types: ['campus-newcomer'] })).toBe(false);
    expect(matches({ subtypes: ['inbound'] })).toBe(false);
    expect(matches({ subtypes: [] })).toBe(true);
  });

  it('lies in its areas and hotspots', () => {
    expect(matches({}, ['9901', '990101'])).toBe(true);
    expect(matches({}, ['990102'])).toBe(false);
    expect(matches({}, ['9901'], { ...DETECTION, areaId: null })).toBe(false);
    expect(matches({ hotspotIds: ['h1'] })).toBe(false);
    expect(matches({ hotspotIds: ['h1'] }, null, { ...DETECTION, hotspotId: 'h1' })).toBe(true);
  });

  it('is about a person, and was not taken back', () => {
    const area = { kind: 'area', id: '9901' } as const;
    expect(matches({}, null, { ...DETECTION, subject: area })).toBe(false);
    expect(matches({}, null, { ...DETECTION, retracted: true })).toBe(false);
  });

  it.each<[boolean, EvidenceFilter]>([
    [true, { field: 'awayDays', operator: 'at-least', value: 9 }],
    [false, { field: 'awayDays', operator: 'at-least', value: 10 }],
    [true, { field: 'awayDays', operator: 'at-most', value: 9 }],
    [true, { field: 'awayAreaIds', operator: 'contains', value: '9801' }],
    [false, { field: 'awayAreaIds', operator: 'contains', value: '98' }],
    [true, { field: 'festival.name', operator: 'is', value: 'spring-festival' }],
    [true, { field: 'festival.name', operator: 'is-not', value: 'mid-autumn' }],
    [true, { field: 'festival', operator: 'exists' }],
    [false, { field: 'festival.place', operator: 'exists' }],
    [false, { field: 'constructor.name', operator: 'exists' }],
    [false, { field: 'nothing', operator: 'at-least', value: 0 }],
  ])('is %s by its evidence for %j', (expected, filter) => {
    expect(matches({ evidence: [filter] })).toBe(expected);
    expect(matches({ evidence: [{ field: 'awayDays', operator: 'exists' }, filter] })).toBe(expected);
  });
});

const SUBJECT: Subject = {
  kind: 'subscriber',
  id: '9f00000000000001',
  listIds: [],
  profile: { brand: 'gold', groupCustomer: false, activatedAt: Date.parse('2025-02-10T08:00:00+08:00') },
};
const eligible = (
  conditions: readonly AudienceCondition[],
  over: Partial<Subject> = {},
  listId: string | null = null,
) =>
  isEligible(
    { audience: { kinds: ['subscriber'], conditions, listId } },
    { ...SUBJECT, ...over },
    { eventTime: AT },
  );

describe('audience of a scheme', () => {
  it('is everybody of its kinds without conditions, known or not', () => {
    expect(eligible([])).toEqual({ eligible: true });
    expect(eligible([], { profile: null })).toEqual({ eligible: true });
    expect(eligible([], { kind: 'number' })).toEqual({ eligible: false, why: 'subject-kind' });
  });

  it('meets all conditions, at the time of the trigger', () => {
    expect(eligible([{ attribute: 'brand', operator: 'is', value: 'gold' }])).toEqual({ eligible: true });
    const year: AudienceCondition = { attribute: 'tenureDays', operator: 'at-least', value: 365 };
    expect(eligible([year])).toEqual({ eligible: true });
    expect(eligible([{ ...year, value: 366 }])).toEqual({
      eligible: false,
      why: 'condition',
      attribute: 'tenureDays',
    });
    expect(eligible([year, { attribute: 'groupCustomer', operator: 'is', value: true }])).toMatchObject({
      why: 'condition',
      attribute: 'groupCustomer',
    });
  });

  it('never holds who is not known, not even by what they are not', () => {
    const notGold: AudienceCondition = { attribute: 'brand', operator: 'is-not', value: 'gold' };
    expect(eligible([notGold], { profile: null })).toMatchObject({ eligible: false, why: 'profile-unknown' });
    expect(eligible([notGold], { profile: {} })).toMatchObject({
      why: 'profile-unknown',
      attribute: 'brand',
    });
  });

  it('is on the stored list where there is one', () => {
    expect(eligible([], {}, 'l1')).toEqual({ eligible: false, why: 'not-on-list' });
    expect(eligible([], { listIds: ['l0', 'l1'] }, 'l1')).toEqual({ eligible: true });
  });
});
