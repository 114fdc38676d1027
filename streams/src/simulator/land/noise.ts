import { hash } from '../rng.ts';

const { floor } = Math;

function lattice(seed: number, x: number, y: number): number {
  return hash(seed, x, y) / 2147483648 - 1;
}

function smooth(t: number): number {
  return t * t * (3 - 2 * t);
}

/** Value noise in [−1, 1], smooth between the points of a unit lattice. */
export function noise(seed: number, x: number, y: number): number {
  const x0 = floor(x);
  const y0 = floor(y);
  const u = smooth(x - x0);
  const v = smooth(y - y0);
  const low = lattice(seed, x0, y0) * (1 - u) + lattice(seed, x0 + 1, y0) * u;
  const high = lattice(seed, x0, y0 + 1) * (1 - u) + lattice(seed, x0 + 1, y0 + 1) * u;
  return low * (1 - v) + high * v;
}

/** Fractal noise: octaves of halving size and `gain` times the strength, roughly in [−1, 1]. */
export function fractal(seed: number, x: number, y: number, octaves: number, gain = 0.5): number {
  let sum = 0;
  let strength = 1;
  let total = 0;
  let [u, v] = [x, y];
  for (let octave = 0; octave < octaves; octave++) {
    sum += strength * noise(seed + octave * 101, u, v);
    total += strength;
    strength *= gain;
    // Each octave is turned by some 37°, or the lattice would show as straight lines.
    [u, v] = [(u * 0.8 - v * 0.6) * 2.03, (u * 0.6 + v * 0.8) * 2.03];
  }
  return sum / total;
}
