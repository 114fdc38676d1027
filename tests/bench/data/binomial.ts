/** Probability of each number of successes, 0 to n: by logarithms, since the factors vanish for large n. */
export function binomial(n: number, share: number): Float64Array {
  const chances = new Float64Array(n + 1);
  let logWays = 0;
  for (let k = 0; k <= n; k++) {
    if (k > 0) logWays += Math.log((n - k + 1) / k);
    chances[k] = Math.exp(logWays + k * Math.log(share) + (n - k) * Math.log(1 - share));
  }
  return chances;
}
