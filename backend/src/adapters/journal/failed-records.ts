import { appendFile, mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode } from './failures.ts';

const FILE = 'failed-records';
/** Once may be the machine's fault (memory, say); twice at the same record is the record's. */
const SKIP_AFTER = 2;

/**
 * Records that the engine could not take. Without it one such record would stop every start for ever: a record that
 * failed twice is left out from then on, and that is logged each time.
 */
export class FailedRecords {
  readonly #path: string;
  readonly #failures: Map<number, number>;

  private constructor(path: string, failures: Map<number, number>) {
    this.#path = path;
    this.#failures = failures;
  }

  static async open(dir: string): Promise<FailedRecords> {
    await mkdir(dir, { recursive: true });
    const path = join(dir, FILE);
    const failures = new Map<number, number>();
    for (const line of (await readOrNothing(path)).split('\n')) {
      if (line !== '') failures.set(Number(line), (failures.get(Number(line)) ?? 0) + 1);
    }
    return new FailedRecords(path, failures);
  }

  /** Whether record `seq` is to be left out. */
  skips(seq: number): boolean {
    return (this.#failures.get(seq) ?? 0) >= SKIP_AFTER;
  }

  /** Resolves when the failure is remembered over a crash. */
  async add(seq: number): Promise<void> {
    this.#failures.set(seq, (this.#failures.get(seq) ?? 0) + 1);
    await appendFile(this.#path, `${seq}\n`);
    const file = await open(this.#path, 'r');
    try {
      await file.sync();
    } finally {
      await file.close();
    }
  }
}

async function readOrNothing(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return '';
    throw error;
  }
}
