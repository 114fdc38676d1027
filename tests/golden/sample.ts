import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const FEEDS = ['lifecycle', 'signalling', 'usage'] as const;
type Feed = (typeof FEEDS)[number];

const LATENESS_MS = 300_000;

export const MINI = fileURLToPath(new URL('mini/', import.meta.url));
export const MINI_INPUT = join(MINI, 'input');

/** Lines of a file, unzipped when it ends in `.gz`. */
export function linesOf(path: string): string[] {
  const bytes = readFileSync(path);
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').split('\n').filter(Boolean);
}

/** Parsed lines of an NDJSON file. */
export function recordsOf<T>(path: string): T[] {
  return linesOf(path).map((line) => JSON.parse(line) as T);
}

type EventRecord = Readonly<Record<string, string | number | null>>;

/** One event and its line. */
interface Entry {
  readonly line: string;
  readonly record: EventRecord;
  readonly time: number;
}

/** The three feeds of the sample in order of arrival. */
export type Events = Readonly<Record<Feed, readonly Entry[]>>;

/** Events of the sample before a moment, as they arrived. */
export function miniEvents(beforeMs = Number.POSITIVE_INFINITY): Events {
  const entriesOf = (feed: Feed): Entry[] =>
    linesOf(join(MINI_INPUT, `${feed}.ndjson.gz`))
      .map((line) => {
        const record = JSON.parse(line) as EventRecord;
        return { line, record, time: new Date(record['eventTime']!).getTime() };
      })
      .filter(({ time }) => time < beforeMs);
  return {
    lifecycle: entriesOf('lifecycle'),
    signalling: entriesOf('signalling'),
    usage: entriesOf('usage'),
  };
}

/**
 * Another order of arrival, in which nothing in time comes late and everything late stays late: an event comes some
 * time within the lateness after its own moment; a late one as much later than the newest before it came.
 */
export function shuffled(events: Events, random: () => number): Events {
  const shuffle = (entries: readonly Entry[]): Entry[] => {
    let newest = Number.NEGATIVE_INFINITY;
    const arrivals = entries.map((entry) => {
      const late = entry.time < newest - LATENESS_MS;
      if (!late) newest = Math.max(newest, entry.time);
      return {
        entry,
        at: late ? newest + (1 + random()) * LATENESS_MS : entry.time + random() * LATENESS_MS,
      };
    });
    return arrivals.sort((a, b) => a.at - b.at).map(({ entry }) => entry);
  };
  return {
    lifecycle: shuffle(events.lifecycle),
    signalling: shuffle(events.signalling),
    usage: shuffle(events.usage),
  };
}

/** Writes events with the sample's reference files to a directory that can be replayed. */
export function writeEvents(directory: string, events: Events, format: 'ndjson' | 'csv'): string {
  copyReference(directory);
  for (const feed of FEEDS) {
    const entries = events[feed];
    const text = format === 'csv' ? toCsv(entries) : entries.map(({ line }) => `${line}\n`).join('');
    writeFileSync(join(directory, `${feed}.${format}`), text);
  }
  return directory;
}

/** Writes the lines that must be refused or taken one by one, with the sample's reference files. */
export function writeBrokenLines(directory: string): string {
  copyReference(directory);
  for (const feed of FEEDS) {
    copyFileSync(join(MINI_INPUT, `broken-${feed}.ndjson`), join(directory, `${feed}.ndjson`));
  }
  return directory;
}

function copyReference(directory: string): void {
  mkdirSync(directory, { recursive: true });
  for (const name of readdirSync(MINI_INPUT)) {
    if (name.endsWith('.csv')) copyFileSync(join(MINI_INPUT, name), join(directory, name));
  }
}

function toCsv(entries: readonly Entry[]): string {
  const columns = [...new Set(entries.flatMap(({ record }) => Object.keys(record)))];
  const rows = entries.map(({ record }) => columns.map((column) => csvField(record[column])).join(','));
  return [columns.join(','), ...rows, ''].join('\n');
}

function csvField(value: string | number | null | undefined): string {
  const text = String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
