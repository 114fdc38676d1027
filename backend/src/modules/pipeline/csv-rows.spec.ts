import { describe, expect, it } from '@jest/globals';
import { countCsvRows } from './csv-rows.ts';

describe('rows of a CSV text', () => {
  it.each([
    ['', 0],
    ['a,b', 0],
    ['a,b\n', 0],
    ['a,b\n1,2', 1],
    ['\ufeffa,b\r\n1,2\r\n\r\n3,4\r\n', 2],
    ['a,b\n"1\n1","2 ""x"""\n3,4\n', 2],
  ])('%j has %d', (text, rows) => {
    expect(countCsvRows(text)).toBe(rows);
  });
});
