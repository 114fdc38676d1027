import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode } from '../journal/index.ts';

const FILE = 'shards';

/**
 * The number of shards that the state in `dataDir` is divided into: what it was begun with, whatever is configured
 * later. Kept beside the state; `configured` counts when there is none yet.
 */
export async function keptShards(dataDir: string, configured: number): Promise<number> {
  const path = join(dataDir, FILE);
  try {
    return Number(await readFile(path, 'utf8'));
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
  await mkdir(dataDir, { recursive: true });
  await writeFile(`${path}.tmp`, `${configured}\n`, { flush: true });
  await rename(`${path}.tmp`, path);
  return configured;
}
