import { describe, expect, it } from '@jest/globals';
import { deskEn } from '../../i18n/desk-en.ts';
import { faultWords, fieldName } from './fault-words.ts';

describe('what the server says against a field', () => {
  it('has words of the screen, with its number', () => {
    expect(faultWords('must not be longer than 120 characters')).toEqual({ key: 'tooLong', n: '120' });
    expect(faultWords('must not hold the number of a subscriber')).toEqual({ key: 'hasNumber', n: '' });
    expect(faultWords('must be at most 90 days after the start')).toEqual({ key: 'tooFar', n: '90' });
  });

  it('stays in its own words where there are none', () => {
    expect(faultWords('is further than the moon')).toBeNull();
  });

  it('is about the last name of the path', () => {
    expect(fieldName('positions.0.areaId')).toBe('areaId');
    expect(fieldName('scope.2')).toBe('scope');
    expect(fieldName('reason')).toBe('reason');
    expect(Object.keys(deskEn.fault.field)).toContain(fieldName('due.hours'));
  });
});
