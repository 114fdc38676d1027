import { describe, expect, it } from '@jest/globals';
import { RestError } from '../../api/rest.ts';
import { faultsAt, schemeFaultsOf, wordsOf } from './scheme-faults.ts';

const error = new RestError(422, 'PUT /schemes/1', 'scheme-faults', [
  { field: 'definition.name', message: 'must not be empty' },
  { field: 'trigger.areaIds.0', message: 'is not in areas.csv' },
]);

describe('what the server says against a scheme', () => {
  it('stands at its field, whether the body or the definition was judged', () => {
    const faults = schemeFaultsOf(error);
    expect(faultsAt(faults, 'name')).toEqual([{ field: 'name', message: 'must not be empty' }]);
    expect(faultsAt(faults, 'trigger.areaIds')).toHaveLength(1);
    expect(faultsAt(faults, 'trigger.area')).toEqual([]);
    expect(schemeFaultsOf(null)).toEqual([]);
  });

  it('has words of the screen with its numbers, where they are known', () => {
    expect(wordsOf('must not be longer than 100 characters')).toEqual({ key: 'tooLong', n: '100' });
    expect(wordsOf('must be at most 0.5')).toEqual({ key: 'atMost', n: '0.5' });
    expect(wordsOf('line 1, column 7: there is no variable "x"')).toEqual({ key: 'template', n: '7' });
    expect(wordsOf('must name at least one type')).toEqual({ key: 'choose', n: '' });
    expect(wordsOf('something new')).toBeNull();
  });
});
