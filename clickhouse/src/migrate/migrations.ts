import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

/** One file of `migrations/`. */
export interface Migration {
  /** 1, 2, … without gaps. */
  readonly version: number;
  /** File name without extension. */
  readonly name: string;
  /** SHA-256 of the text with LF line ends. */
  readonly checksum: string;
  readonly statements: readonly string[];
}

const FILE_NAME = /^(\d{4})_[a-z0-9_]+\.sql$/;

/** The package's own migrations; source and build lie equally deep. */
export const MIGRATIONS_FOLDER = new URL('../../migrations/', import.meta.url);

/** All migrations of a folder in order. */
export function loadMigrations(folder: URL = MIGRATIONS_FOLDER): Migration[] {
  const files = readdirSync(folder)
    .filter((name) => FILE_NAME.test(name))
    .sort();
  return files.map((file) => parseMigration(file, readFileSync(new URL(file, folder), 'utf8')));
}

/** A migration from its file name and text. */
export function parseMigration(file: string, text: string): Migration {
  const normal = text.replaceAll('\r\n', '\n');
  return {
    version: Number(file.slice(0, 4)),
    name: file.replace(/\.sql$/, ''),
    checksum: createHash('sha256').update(normal).digest('hex'),
    statements: splitStatements(normal),
  };
}

/** Statements end with a semicolon at the end of a line; whole-line comments are dropped. */
function splitStatements(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('--'))
    .join('\n')
    .split(/;[ \t]*(?:\n|$)/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}
