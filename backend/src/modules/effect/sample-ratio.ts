export interface SampleRatio {
  readonly observedControlShare: number | null;
  readonly chiSquare: number | null;
  /** Of so large a departure from the expected shares by chance alone. */
  readonly p: number | null;
  /** Null: too few to say. */
  readonly ok: boolean | null;
}

/** Strict, because it is looked at again and again (Kohavi, Tang, Xu: Trustworthy Online Controlled Experiments, 2020, § 21). */
const P_TOO_SMALL = 0.001;
/** The usual condition of the chi-square approximation. */
const LEAST_EXPECTED = 5;

/**
 * Whether the two arms have the sizes that the draw should have given them (Pearson's chi-square, one degree of
 * freedom). If not, one arm lost people on the way, and the arms cannot be compared.
 */
export function sampleRatio(treated: number, control: number, expectedControlShare: number): SampleRatio {
  const all = treated + control;
  const observedControlShare = all === 0 ? null : control / all;
  const expected = [all * (1 - expectedControlShare), all * expectedControlShare] as const;
  if (Math.min(...expected) < LEAST_EXPECTED)
    return { observedControlShare, chiSquare: null, p: null, ok: null };
  const chiSquare = (treated - expected[0]) ** 2 / expected[0] + (control - expected[1]) ** 2 / expected[1];
  const p = chiSquareTail(chiSquare);
  return { observedControlShare, chiSquare, p, ok: p >= P_TOO_SMALL };
}

/** Share of a subscriber being in either of two independent control groups. */
export function eitherControl(everywhere: number, scheme: number): number {
  return everywhere + scheme - everywhere * scheme;
}

/** P(χ² ≥ x) with one degree of freedom: twice the tail of the normal distribution beyond √x. */
export function chiSquareTail(x: number): number {
  return erfc(Math.sqrt(x / 2));
}

/** For z ≥ 0, relative error below 1.2e-7 (Press et al., Numerical Recipes, § 6.2.2, the Chebyshev form). */
function erfc(z: number): number {
  const t = 2 / (2 + z);
  const coefficients = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587,
    -0.82215223, 0.17087277,
  ];
  const power = coefficients.reduceRight((sum, coefficient) => coefficient + t * sum, 0);
  return t * Math.exp(-z * z + power);
}
