import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillEmptyFolder } from './empty-database.ts';

describe('the empty database of the build', () => {
  let place: string;
  const at = (...path: string[]): string => join(place, ...path);
  const fill = (): Promise<void> => fillEmptyFolder(at('postgres'), at('empty'));
  beforeEach(async () => {
    place = await mkdtemp(join(tmpdir(), 'tidewall-empty-'));
    await mkdir(at('empty', 'base'), { recursive: true });
    await writeFile(at('empty', 'PG_VERSION'), '18');
  });
  afterEach(() => rm(place, { recursive: true, force: true }));

  it('fills a folder that is not there, or has nothing in it', async () => {
    await fill();
    expect((await readdir(at('postgres'))).toSorted()).toEqual(['PG_VERSION', 'base']);
    await rm(at('postgres'), { recursive: true });
    await mkdir(at('postgres'));
    await fill();
    expect(await readdir(at('postgres'))).toHaveLength(2);
  });

  it('takes no copy for a database that a killed process did not finish', async () => {
    await mkdir(at('postgres.new'));
    await writeFile(at('postgres.new', 'half'), '');
    await fill();
    expect(await readdir(at('postgres'))).not.toContain('half');
    expect(await readdir(place)).not.toContain('postgres.new');
  });

  it('never touches a database, or anything else', async () => {
    await mkdir(at('postgres'));
    await writeFile(at('postgres', 'PG_VERSION'), '18');
    await fill();
    expect(await readdir(at('postgres'))).toEqual(['PG_VERSION']);
    await rm(at('postgres', 'PG_VERSION'));
    await writeFile(at('postgres', 'letter.txt'), 'dear');
    await fill();
    expect(await readdir(at('postgres'))).toEqual(['letter.txt']);
  });

  it('is not missed', async () => {
    await rm(at('empty'), { recursive: true });
    await fill();
    expect(await readdir(place)).toEqual([]);
  });
});
