import { defaultsOf, pooledScore } from '@tidewall/streams';
import { binomial } from '../../data/binomial.ts';
import type { Figure } from '../../figure.ts';

/** How often the test of sudden drops errs where nothing dropped, looked at once: exact, nothing drawn. */
export function oneLookFigures(): Figure[] {
  return [30, 60, 150, 600].flatMap((n) =>
    [0.85, 0.93].map((share) => {
      const { score, both } = chances(n, share);
      return {
        name: `one look, ${n} at ${share}`,
        measures: {
          'new numbers today': String(n),
          'true share': `${Math.round(share * 100)} %`,
          'z too large': perThousand(score),
          'and a drop of 5 points': perThousand(both),
          'against the nominal 0.50 ‰': `${(both / 0.0005).toFixed(1)} ×`,
        },
      };
    }),
  );
}

/** Seven days like this one before. */
function chances(n: number, share: number): { score: number; both: number } {
  const { minScore, minDrop, trailingDays } = defaultsOf('share-drop/sudden');
  const m = n * trailingDays;
  const today = binomial(n, share);
  const before = binomial(m, share);
  let score = 0;
  let both = 0;
  for (let own = 0; own <= n; own++)
    for (let usual = 0; usual <= m; usual++) {
      if (pooledScore(usual, m, own, n) <= minScore) continue;
      const chance = today[own]! * before[usual]!;
      score += chance;
      if (usual / m - own / n >= minDrop) both += chance;
    }
  return { score, both };
}

function perThousand(chance: number): string {
  return `${(chance * 1000).toFixed(2)} ‰`;
}
