import type { ReferenceTexts } from './records.ts';

/** What a snapshot holds besides the engine's own bytes. */
export interface SavedState {
  readonly version: 1;
  /** The files in force, for those who ask; the engine has its own. */
  readonly reference: ReferenceTexts;
  /** By source: where it goes on. */
  readonly positions: Readonly<Record<string, number>>;
}

/** The engine reads typed arrays in place. */
const ALIGN = 8;

/** `u32 length of the state, padded | state as JSON, padded | the engine's bytes`. */
export function encodeState(state: SavedState, engine: Uint8Array): Uint8Array[] {
  const json = new TextEncoder().encode(JSON.stringify(state));
  const head = new Uint8Array(ALIGN + padded(json.length)).fill(32, ALIGN);
  new DataView(head.buffer).setUint32(0, padded(json.length), true);
  head.set(json, ALIGN);
  return [head, engine];
}

export function decodeState(payload: Uint8Array): { state: SavedState; engine: Uint8Array } {
  const aligned = payload.byteOffset % ALIGN === 0 ? payload : new Uint8Array(payload);
  const view = new DataView(aligned.buffer, aligned.byteOffset, aligned.byteLength);
  const end = ALIGN + view.getUint32(0, true);
  // Sealed by the snapshot store: what is read here is what was written by `encodeState`.
  const state = JSON.parse(new TextDecoder().decode(aligned.subarray(ALIGN, end))) as SavedState;
  return { state, engine: aligned.subarray(end) };
}

function padded(length: number): number {
  return Math.ceil(length / ALIGN) * ALIGN;
}
