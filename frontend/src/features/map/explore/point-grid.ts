/** Points in a plane by squares, so that those near a place are found without looking at all of them. */
export class PointGrid {
  readonly #x: Float64Array;
  readonly #y: Float64Array;
  readonly #size: number;
  readonly #squares = new Map<number, number[]>();

  /** Memory: 16 bytes a point, and a list for each square that holds any. */
  constructor(points: readonly (readonly [number, number])[], size: number) {
    this.#size = size;
    this.#x = Float64Array.from(points, ([x]) => x);
    this.#y = Float64Array.from(points, ([, y]) => y);
    points.forEach(([x, y], index) => {
      const key = this.#key(Math.floor(x / size), Math.floor(y / size));
      const square = this.#squares.get(key);
      if (square === undefined) this.#squares.set(key, [index]);
      else square.push(index);
    });
  }

  /** Index of the nearest point within a distance of at most the squares' size; null: there is none. */
  nearest(x: number, y: number, within: number): number | null {
    const column = Math.floor(x / this.#size);
    const row = Math.floor(y / this.#size);
    let best: number | null = null;
    let least = Math.min(within, this.#size) ** 2;
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        for (const index of this.#squares.get(this.#key(column + dx, row + dy)) ?? []) {
          const far = ((this.#x[index] ?? 0) - x) ** 2 + ((this.#y[index] ?? 0) - y) ** 2;
          if (far > least) continue;
          least = far;
          best = index;
        }
      }
    }
    return best;
  }

  #key(column: number, row: number): number {
    return (column + 32_768) * 65_536 + (row + 32_768);
  }
}
