import { cp, rename, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the build makes: an embedded database with all tables and no rows. The same from source and from the build. */
export const EMPTY_DATABASE = fileURLToPath(new URL('../../../dist/empty-database', import.meta.url));

/**
 * Puts the empty database of the build where there is none yet: making one takes seconds, copying it does not. Without a
 * build, or where something else lies in the folder, nothing is done, and the database is made from nothing.
 *
 * The copy gets its name when it is whole, so that a process that is killed on the way leaves no half database.
 */
export async function fillEmptyFolder(folder: string, from = EMPTY_DATABASE): Promise<void> {
  if ((await exists(join(folder, 'PG_VERSION'))) || !(await exists(from))) return;
  const copy = `${folder}.new`;
  await rm(copy, { recursive: true, force: true });
  try {
    await rmdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTEMPTY') return;
    if (code !== 'ENOENT') throw error;
  }
  await cp(from, copy, { recursive: true });
  await rename(copy, folder);
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
