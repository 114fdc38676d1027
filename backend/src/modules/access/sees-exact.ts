import type { Principal } from './principal.ts';

/**
 * Whether somebody gets counts of people to the unit: programs do, by their key or as this machine's own. People and walls
 * see them as pages show them (docs/decisions/2026-11-22-small-counts.md), and so does whoever asks for `shown` ones.
 */
export function seesExactCounts({ kind }: Principal, counts: 'shown' | undefined): boolean {
  return counts !== 'shown' && (kind === 'key' || kind === 'local');
}
