import { open, readFile, unlink } from 'node:fs/promises';

/**
 * Makes sure that only one process writes a folder: the embedded database would be damaged by two. Like PostgreSQL's
 * own `postmaster.pid`, which the embedded one does not have: a file with the number of the process beside the folder.
 */
export class FolderLock {
  readonly #file: string;

  private constructor(file: string) {
    this.#file = file;
  }

  /** Throws when another process that is alive holds the folder. */
  static async take(folder: string): Promise<FolderLock> {
    const file = `${folder}.pid`;
    for (;;) {
      if (await created(file)) return new FolderLock(file);
      const holder = await holderOf(file);
      if (holder !== null && holder !== process.pid && isAlive(holder))
        throw new Error(`another process (${holder}) uses ${folder}: stop it first`);
      // Left behind by a process that was killed. In a container that may have had our own number.
      await unlink(file).catch(ignoreMissing);
    }
  }

  async release(): Promise<void> {
    await unlink(this.#file).catch(ignoreMissing);
  }
}

async function created(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx');
    await handle.writeFile(`${process.pid}\n`);
    await handle.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function holderOf(file: string): Promise<number | null> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return /^\d+$/.test(text.trim()) ? Number(text) : null;
}

/** Signal 0 only asks. Not being allowed to ask means that there is somebody. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function ignoreMissing(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
