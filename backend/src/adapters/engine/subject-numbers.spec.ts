import { describe, expect, it } from '@jest/globals';
import { homecoming } from '../../testing/samples.ts';
import { HandoverRows, handedDetections } from './handover-rows.ts';
import { SubjectNumbers } from './subject-numbers.ts';

const ID = '9f00000000000001';

describe('numbers of subjects', () => {
  it('are those that pseudonyms were asked for, until the step is written', () => {
    const numbers = new SubjectNumbers();
    const pseudonym = numbers.noting(() => ID);
    expect(pseudonym('8613900000001')).toBe(ID);
    expect(numbers.of(homecoming('a', 'x'))).toBe('8613900000001');
    expect(numbers.of(homecoming('a', 'x', { subject: { kind: 'area', id: ID } }))).toBeNull();
    numbers.forget();
    expect(numbers.of(homecoming('a', 'x'))).toBeNull();
  });

  it('go beside their detection in a block, and nowhere else', () => {
    const rows = new HandoverRows();
    const detection = homecoming('a', 'x');
    rows.add({ detection, number: '8613900000001' });
    expect(rows.rows).toBe(1);
    const block = rows.take('j:1-2:handover');
    expect(block).toMatchObject({ table: 'handover', token: 'j:1-2:handover', rows: 1 });
    expect(handedDetections(block)).toEqual([{ detection, number: '8613900000001' }]);
    expect(rows.rows).toBe(0);
  });
});
