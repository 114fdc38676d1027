import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { MapSource } from '../../map-pack/index.ts';
import { UsageError } from '../usage-error.ts';

const IS_MAP = /\.(json|geojson|topojson)$/i;
const MAX_FILES = 5_000;
const MAX_BYTES = 256 * 1024 * 1024;

/** The map files of a directory and those below it, or the one file, in the order of their names. Read one by one. */
export function* mapFiles(from: string): Generator<MapSource> {
  const files = listed(from);
  if (files.length === 0) throw new UsageError(`--from ${from}: holds no .json, .geojson or .topojson`);
  if (files.length > MAX_FILES)
    throw new UsageError(`--from ${from}: holds more than ${MAX_FILES} map files`);
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (bytes > MAX_BYTES)
    throw new UsageError(
      `--from ${from}: ${Math.round(bytes / 1024 / 1024)} MB of map files, at most ${MAX_BYTES / 1024 / 1024} are read`,
    );
  for (const { path, name } of files) yield { file: name, bytes: readFileSync(path) };
}

function listed(from: string): readonly { path: string; name: string; size: number }[] {
  try {
    const stats = statSync(from);
    if (!stats.isDirectory()) return [{ path: from, name: from, size: stats.size }];
  } catch (error) {
    throw new UsageError(`--from ${from}: cannot be read (${error instanceof Error ? error.message : ''})`);
  }
  return readdirSync(from, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && IS_MAP.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ path, name: relative(from, path), size: statSync(path).size }));
}
