import { createHash } from 'node:crypto';
import type { Manifest } from './manifest.ts';
import type { LayeredTopology, PackAbout } from './map-pack.types.ts';
import { splitByParent } from './split.ts';

/** A map pack as it is written: the manifest, and the text of each of its files by path. */
export interface PackFiles {
  readonly manifest: Manifest;
  readonly texts: ReadonlyMap<string, string>;
}

/** Makes a pack of a map of all levels. Files are named by what is in them, so that two packs never share a wrong one. */
export function makePack(layered: LayeredTopology, about: PackAbout): PackFiles {
  const texts = new Map<string, string>();
  const files = splitByParent(layered).map(({ areaId, level, childLevel, children, topology }) => {
    const text = JSON.stringify(topology);
    const sha256 = sha256Of(text);
    const path = `${sha256.slice(0, 24)}.json`;
    texts.set(path, text);
    return { areaId, level, childLevel, path, sha256, children, bytes: Buffer.byteLength(text) };
  });
  return { manifest: { format: 1, crs: 'EPSG:4326', ...about, files }, texts };
}

export function sha256Of(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
