import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UsageError } from '../usage-error.ts';
import { readChangesFile, type ChangesFile } from './changes-file.ts';

describe('a file of thresholds to try', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'tidewall-changes-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  const read = async (text: string): Promise<ChangesFile> => {
    const path = join(directory, 'new.yaml');
    await writeFile(path, text);
    return readChangesFile(path);
  };
  const faultOf = async (text: string): Promise<string> => {
    const error = await read(text).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(UsageError);
    return (error as UsageError).message.replaceAll(`${directory}/`, '');
  };

  it('is YAML', async () => {
    const { changes, where } = await read(
      'thresholds:\n  # shorter trips\n  - rule: homecoming/own\n    areaId: 990100\n    parameter: minAwayDays\n    value: 5\n',
    );
    expect(changes).toEqual([
      { rule: 'homecoming/own', areaId: '990100', parameter: 'minAwayDays', value: '5' },
    ]);
    expect(where(['thresholds', 0, 'areaId'])).toMatch(/new\.yaml line 4: thresholds\[0\]\.areaId$/);
  });

  it.each([
    ['', 'new.yaml line 1: the file must be a mapping'],
    ['thresholds: []', 'new.yaml line 1: thresholds must hold at least one'],
    ['thresholds:\n  - rule: dance\n', 'new.yaml line 2: thresholds[0].rule must be one of'],
    [
      'thresholds:\n  - rule: homecoming/own\n    parameter: minAwayDays\n    value: -1\n',
      'new.yaml line 4: thresholds[0].value is not between 0 and 366',
    ],
    ['thresholds: [\n', 'is not YAML'],
    ['limits: 3\n', 'new.yaml line 1'],
  ])('%j is refused', async (text, message) => {
    expect(await faultOf(text)).toContain(message);
  });

  it('must be there', () => {
    expect(() => readChangesFile(join(directory, 'none.yaml'))).toThrow(UsageError);
  });
});
