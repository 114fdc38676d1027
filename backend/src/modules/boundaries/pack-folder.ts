import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  MAX_MANIFEST_BYTES,
  MapPackError,
  OpenPack,
  readManifest,
  type PackFiles,
} from '../../map-pack/index.ts';

const MANIFEST = 'manifest.json';

/** Where a data directory has its map pack. */
export function packFolderOf(dataDir: string): string {
  return join(dataDir, 'map-pack');
}

/**
 * Writes a pack so that a reader sees the one before or this one, never a mixture: files are named by their content and
 * come first, then the manifest in one step, then what only the one before needed goes.
 */
export async function writePack(folder: string, { manifest, texts }: PackFiles): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [path, text] of texts) await writeFile(join(folder, path), text, { flush: true });
  const next = join(folder, `${MANIFEST}.tmp`);
  await writeFile(next, `${JSON.stringify(manifest, null, 2)}\n`, { flush: true });
  await rename(next, join(folder, MANIFEST));
  for (const name of await readdir(folder))
    if (/^[0-9a-f]{24}\.json$/.test(name) && !texts.has(name)) await rm(join(folder, name), { force: true });
}

/** Reads and checks a pack; null when the folder has none. @throws {MapPackError} */
export async function readPack(folder: string): Promise<OpenPack | null> {
  const manifestText = await textOf(folder, MANIFEST, MAX_MANIFEST_BYTES);
  if (manifestText === null) return null;
  const manifest = readManifest(manifestText);
  const texts = new Map<string, string>();
  for (const { path, bytes } of manifest.files) {
    const text = await textOf(folder, path, bytes);
    if (text === null) throw new MapPackError(`${path}: is not there`);
    texts.set(path, text);
  }
  return new OpenPack({ manifest, texts });
}

/** What changes when another manifest is put in place; null when there is none. */
export async function packStamp(folder: string): Promise<string | null> {
  try {
    const { ino, size, mtimeNs } = await stat(join(folder, MANIFEST), { bigint: true });
    return `${ino} ${size} ${mtimeNs}`;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function textOf(folder: string, name: string, maxBytes: number): Promise<string | null> {
  const path = join(folder, name);
  let bytes: Uint8Array;
  try {
    const { size } = await stat(path);
    if (size > maxBytes)
      throw new MapPackError(`${name}: has ${size} bytes, at most ${maxBytes} were expected`);
    bytes = await readFile(path);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new MapPackError(`${name}: is not UTF-8`, { cause: error });
  }
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}
