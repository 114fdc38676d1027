/** Shown of a rehearsal. */
export const SAMPLES = 20;

interface Kept<T> {
  readonly order: number;
  readonly sample: T;
}

/**
 * Some of many, the same for the same input whatever its order: of each reason those with the smallest hash of their key,
 * and in the end one of each reason after the other, so that rare reasons are seen as well.
 */
export class Samples<T> {
  readonly #byReason = new Map<string, Kept<T>[]>();

  /** `make` is called only for those that are kept. */
  offer(reason: string, key: string, make: () => T): void {
    const kept = this.#byReason.get(reason) ?? [];
    const order = hash(key);
    if (kept.length >= SAMPLES && order >= (kept.at(-1)?.order ?? 0)) return;
    kept.push({ order, sample: make() });
    kept.sort((a, b) => a.order - b.order);
    kept.length = Math.min(kept.length, SAMPLES);
    this.#byReason.set(reason, kept);
  }

  take(): readonly T[] {
    const reasons = [...this.#byReason.keys()].sort();
    const taken: T[] = [];
    for (let rank = 0; rank < SAMPLES; rank++) {
      for (const reason of reasons) {
        const one = this.#byReason.get(reason)?.[rank];
        if (one !== undefined && taken.length < SAMPLES) taken.push(one.sample);
      }
    }
    return taken;
  }
}

/** `9f00••••01`: enough to tell two apart, not to look anybody up. */
export function maskPseudonym(id: string): string {
  return `${id.slice(0, 4)}••••${id.slice(-2)}`;
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}
