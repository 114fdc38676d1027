import { describe, expect, it } from '@jest/globals';
import { entriesOf, isReady, MOST_PERSONS, personsBody, personsFault } from './person-lines.ts';

const many = (count: number): string => Array.from({ length: count }, (_, n) => String(n)).join('\n');

describe('a list of persons', () => {
  it('has one entry a line or between commas, each once', () => {
    expect(entriesOf(' 13900000001\r\n13900000002, 13900000001；13900000003\n\n')).toEqual([
      '13900000001',
      '13900000002',
      '13900000003',
    ]);
  });

  it('goes to the server by the name of what it holds', () => {
    expect(personsBody({ by: 'numbers', text: '1\n2' })).toEqual({ numbers: ['1', '2'] });
    expect(personsBody({ by: 'pseudonyms', text: '00ff00ff00ff00ff' })).toEqual({
      pseudonyms: ['00ff00ff00ff00ff'],
    });
  });

  it('is not ready while it is empty, too long, or holds something else than pseudonyms', () => {
    expect(isReady({ by: 'numbers', text: ' \n' })).toBe(false);
    expect(isReady({ by: 'numbers', text: many(MOST_PERSONS) })).toBe(true);
    expect(personsFault({ by: 'numbers', text: many(MOST_PERSONS + 1) })).toBe('too-many');
    expect(personsFault({ by: 'pseudonyms', text: '13900000001' })).toBe('no-pseudonyms');
    expect(personsFault({ by: 'pseudonyms', text: '' })).toBeNull();
  });
});
