import { joinMaps, onlyArea } from './join.ts';
import { sha256Of, type PackFiles } from './make-pack.ts';
import { MapPackError } from './map-pack-error.ts';
import type { AreaLevel, MapTopology } from './map-pack.types.ts';
import type { Manifest, ManifestFile } from './manifest.ts';
import { readTopology } from './read-pack.ts';

/** A text to be sent, with its entity tag. */
export interface TaggedText {
  readonly text: string;
  readonly etag: string;
}

export function tagged(text: string): TaggedText {
  return { text, etag: `"${sha256Of(text).slice(0, 32)}"` };
}

/** Answers that had to be joined are kept up to this many characters. */
const KEPT_CHARACTERS = 32 * 1024 * 1024;

/** A pack whose every file has been read and found to be what its manifest says; held in memory as texts. */
export class OpenPack {
  readonly manifest: Manifest;
  /** The area above all others of the pack. */
  readonly rootAreaId: string;
  readonly #texts: ReadonlyMap<string, string>;
  readonly #fileOf = new Map<string, ManifestFile>();
  /** The parent of each area that is somebody's child. */
  readonly #parentOf = new Map<string, string>();
  readonly #joined = new Map<string, TaggedText>();

  /** @throws {MapPackError} when a file is not what the manifest says, or files do not belong together. */
  constructor({ manifest, texts }: PackFiles) {
    this.manifest = manifest;
    this.#texts = texts;
    let transform: string | null = null;
    for (const file of manifest.files) {
      const map = this.#checked(file);
      transform ??= JSON.stringify(map.transform);
      if (JSON.stringify(map.transform) !== transform)
        throw new MapPackError(`${file.path}: has another transform than the files before it`);
      this.#fileOf.set(file.areaId, file);
      for (const id of childrenIn(map, file.areaId)) this.#place(id, file);
    }
    this.rootAreaId = this.#root();
  }

  /**
   * An area with the `levels` below it: its own object, its children, and with 2 their children. An area without
   * children in the pack comes alone. Null when the pack does not know it.
   */
  map(areaId: string, levels: 1 | 2): TaggedText | null {
    const file = this.#fileOf.get(areaId);
    if (file === undefined) return this.#leaf(areaId);
    if (levels === 1) return { text: this.#text(file), etag: `"${file.sha256.slice(0, 32)}"` };
    return this.#kept(`${areaId} 2`, () => {
      const parent = this.#read(file);
      const below = childrenIn(parent, areaId).flatMap((id) => this.#fileOf.get(id) ?? []);
      return joinMaps(
        parent,
        below.map((child) => this.#read(child)),
      );
    });
  }

  #leaf(areaId: string): TaggedText | null {
    const parent = this.#fileOf.get(this.#parentOf.get(areaId) ?? '');
    if (parent === undefined) return null;
    return this.#kept(`${areaId} 0`, () => onlyArea(this.#read(parent), areaId));
  }

  #kept(key: string, make: () => MapTopology | null): TaggedText | null {
    let answer = this.#joined.get(key);
    if (answer === undefined) {
      const made = make();
      if (made === null) return null;
      answer = tagged(JSON.stringify(made));
    }
    // Last used last: the first of the map is the one to give up.
    this.#joined.delete(key);
    this.#joined.set(key, answer);
    let kept = [...this.#joined.values()].reduce((sum, { text }) => sum + text.length, 0);
    for (const [oldest, { text }] of this.#joined) {
      if (kept <= KEPT_CHARACTERS || oldest === key) break;
      this.#joined.delete(oldest);
      kept -= text.length;
    }
    return answer;
  }

  #text({ path }: ManifestFile): string {
    const text = this.#texts.get(path);
    if (text === undefined) throw new MapPackError(`${path}: is not there`);
    return text;
  }

  #read(file: ManifestFile): MapTopology {
    return readTopology(file.path, this.#text(file));
  }

  #checked(file: ManifestFile): MapTopology {
    if (sha256Of(this.#text(file)) !== file.sha256)
      throw new MapPackError(
        `${file.path}: its SHA-256 is not that of the manifest: it was changed or cut off`,
      );
    const map = this.#read(file);
    if (!idsAt(map, file.level).includes(file.areaId))
      throw new MapPackError(`${file.path}: the area ${file.areaId} is not there as a ${file.level}`);
    if (childrenIn(map, file.areaId).length !== file.children)
      throw new MapPackError(`${file.path}: has another number of children than the manifest says`);
    if (idsAt(map, file.childLevel).length === 0)
      throw new MapPackError(`${file.path}: has no object ${file.childLevel}`);
    return map;
  }

  #place(areaId: string, { areaId: parentId, path }: ManifestFile): void {
    if (this.#parentOf.has(areaId)) throw new MapPackError(`${path}: the area ${areaId} has two parents`);
    this.#parentOf.set(areaId, parentId);
  }

  #root(): string {
    const roots = [...this.#fileOf.keys()].filter((areaId) => !this.#parentOf.has(areaId));
    const [root] = roots;
    if (root === undefined || roots.length > 1)
      throw new MapPackError(`manifest.json: one area must be above all others, not ${roots.join(', ')}`);
    return root;
  }
}

function idsAt(map: MapTopology, level: AreaLevel): readonly string[] {
  return map.objects[level]?.geometries.map(({ id }) => id) ?? [];
}

function childrenIn(map: MapTopology, parentId: string): readonly string[] {
  return Object.values(map.objects)
    .flatMap(({ geometries }) => geometries)
    .map(({ id }) => id)
    .filter((id) => id !== parentId);
}
