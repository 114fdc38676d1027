import { describe, expect, it } from '@jest/globals';
import { changesOf, KEEP, saysNothing, timeZones } from './preference-draft.ts';

describe('what is put down for some persons', () => {
  it('leaves out what is kept', () => {
    expect(changesOf({ consent: 'given', language: KEEP, timeZone: KEEP })).toEqual({ consent: true });
    expect(changesOf({ consent: 'withdrawn', language: 'en', timeZone: 'Asia/Urumqi' })).toEqual({
      consent: false,
      language: 'en',
      timeZone: 'Asia/Urumqi',
    });
  });

  it('forgets what is emptied', () => {
    expect(changesOf({ consent: KEEP, language: '', timeZone: '' })).toEqual({
      language: null,
      timeZone: null,
    });
  });

  it('says nothing when everything is kept', () => {
    expect(saysNothing({ consent: KEEP, language: KEEP, timeZone: KEEP })).toBe(true);
    expect(saysNothing({ consent: KEEP, language: '', timeZone: KEEP })).toBe(false);
  });

  it('offers zones of China first, each once', () => {
    const zones = timeZones();
    expect(zones.slice(0, 2)).toEqual(['Asia/Shanghai', 'Asia/Urumqi']);
    expect(new Set(zones).size).toBe(zones.length);
  });
});
