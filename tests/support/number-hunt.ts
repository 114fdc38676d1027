import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLogger, loadConfig, openDatabase } from '@tidewall/backend';
import type { Store } from '@tidewall/clickhouse';

/** One form of one number: what to look for. */
interface Trace {
  readonly number: string;
  readonly form: string;
  readonly bytes: Buffer;
}

/** Looks for raw numbers of subscribers in texts and bytes, in every form in which the program handles them. */
export class NumberHunt {
  readonly #traces: readonly Trace[];

  constructor(numbers: readonly string[]) {
    this.#traces = numbers.flatMap(tracesOf);
  }

  /** Numbers found, with their form; none, if all is well. */
  find(bytes: Buffer | string): string[] {
    const haystack = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
    return this.#traces
      .filter((trace) => haystack.includes(trace.bytes))
      .map(({ number, form }) => `${number} as ${form}`);
  }

  /** Looks through every file below a directory, raw. Gives findings by path, and how many files there were. */
  async findInFiles(directory: string): Promise<{ found: string[]; files: number }> {
    const entries = await readdir(directory, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    const found: string[] = [];
    for (const file of files) {
      const path = join(file.parentPath, file.name);
      found.push(...this.find(await contentOf(path)).map((what) => `${path}: ${what}`));
    }
    return { found, files: files.length };
  }

  /** Looks through every row of every table of ours, as text: files of the store are compressed. */
  async findInStore(store: Store): Promise<{ found: string[]; rows: number }> {
    const tables = await store.select<{ name: string }>(
      "SELECT concat(database, '.', name) AS name FROM system.tables " +
        "WHERE lower(database) NOT IN ('system', 'information_schema') AND NOT startsWith(engine, 'Mat')",
    );
    const found: string[] = [];
    let rows = 0;
    for (const { name } of tables) {
      const read = await store.select(`SELECT * FROM ${name}`);
      rows += read.length;
      found.push(...this.find(JSON.stringify(read)).map((what) => `${name}: ${what}`));
    }
    return { found, rows };
  }

  /** Looks through every row of the embedded PostgreSQL of a server that has ended: large values are compressed in files. */
  async findInPostgres(dataDir: string): Promise<{ found: string[]; rows: number }> {
    const config = loadConfig({ environment: { TIDEWALL_DATA_DIR: dataDir } });
    const database = await openDatabase(config, createLogger('silent'));
    try {
      const tables = await database.executeSql(
        "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables " +
          "WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
      );
      const found: string[] = [];
      let rows = 0;
      for (const { name } of tables.rows as readonly { name: string }[]) {
        const read = await database.executeSql(`SELECT t::text AS line FROM ${name} t`);
        rows += read.rows.length;
        found.push(...this.find(JSON.stringify(read.rows)).map((what) => `${name}: ${what}`));
      }
      return { found, rows };
    } finally {
      await database.close();
    }
  }
}

/** A file that goes away while it is looked for holds nothing. */
async function contentOf(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

/** The digits (which are in the digits with a leading 1 too), and the number and its key as binary values. */
function tracesOf(number: string): Trace[] {
  const traces: Trace[] = [
    { number, form: 'digits', bytes: Buffer.from(number) },
    { number, form: 'UTF-16', bytes: Buffer.from(number, 'utf16le') },
  ];
  if (number.length > 15) return traces;
  for (const [kind, value] of [['number', number] as const, ['key', `1${number}`] as const]) {
    const integer = Buffer.alloc(8);
    integer.writeBigUInt64LE(BigInt(value));
    const double = Buffer.alloc(8);
    double.writeDoubleLE(Number(value));
    for (const [form, bytes] of [['integer', integer] as const, ['double', double] as const]) {
      traces.push({ number, form: `${kind}, ${form}`, bytes });
      traces.push({ number, form: `${kind}, ${form} big-endian`, bytes: Buffer.from(bytes).reverse() });
    }
  }
  return traces;
}
