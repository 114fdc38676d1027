import { readFileSync } from 'node:fs';
import type { BinaryQueryName, QueryName } from './catalog.ts';

/** Source and build lie equally deep. */
const FOLDER = new URL('../../queries/', import.meta.url);
const texts = new Map<QueryName | BinaryQueryName, string>();

/** The statement of a query file for a database. Files are read once. */
export function queryText(name: QueryName | BinaryQueryName, database: string): string {
  let text = texts.get(name);
  if (text === undefined) {
    text = withoutComments(readFileSync(new URL(`${name}.sql`, FOLDER), 'utf8'));
    texts.set(name, text);
  }
  return text.replaceAll('{{database}}', database);
}

function withoutComments(text: string): string {
  return text
    .split('\n')
    .filter((line) => !line.startsWith('--'))
    .join('\n')
    .trim();
}
