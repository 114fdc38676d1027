const BITS = 10;
const REGISTERS = 1 << BITS;
const ALPHA = 0.7213 / (1 + 1.079 / REGISTERS);

/** HyperLogLog of subscribers for each area. */
export class AreaSketch {
  private readonly registers: Uint8Array;

  constructor(areas: number) {
    this.registers = new Uint8Array(areas * REGISTERS);
  }

  add(area: number, number: number): void {
    const hash = hashOf(number);
    const at = area * REGISTERS + (hash >>> (32 - BITS));
    const rank = Math.clz32(((hash << BITS) | (1 << (BITS - 1))) >>> 0) + 1;
    if (rank > this.registers[at]!) this.registers[at] = rank;
  }

  /** Distinct subscribers by area over all sketches. */
  static estimates(sketches: readonly AreaSketch[]): Float64Array {
    const merged = new Uint8Array(sketches[0]?.registers.length ?? 0);
    for (const { registers } of sketches) {
      for (let at = 0; at < merged.length; at++) if (registers[at]! > merged[at]!) merged[at] = registers[at]!;
    }
    return Float64Array.from({ length: merged.length / REGISTERS }, (_, area) => {
      return estimate(merged.subarray(area * REGISTERS, (area + 1) * REGISTERS));
    });
  }
}

const INVERSE = Float64Array.from({ length: 33 }, (_, rank) => 2 ** -rank);

function estimate(registers: Uint8Array): number {
  let sum = 0;
  let empty = 0;
  for (const rank of registers) {
    sum += INVERSE[rank]!;
    if (rank === 0) empty++;
  }
  const raw = (ALPHA * REGISTERS * REGISTERS) / sum;
  return raw <= 2.5 * REGISTERS && empty > 0 ? REGISTERS * Math.log(REGISTERS / empty) : raw;
}

function hashOf(number: number): number {
  let hash = Math.imul(number | 0, 0x9e3779b1) ^ Math.floor(number / 4_294_967_296);
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b);
  return (hash ^ (hash >>> 16)) >>> 0;
}
