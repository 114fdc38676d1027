import type { EffectDto } from '../../api/schemes-dto.ts';

type Interval = readonly [number, number];

/** From 0 to a round share beyond both arms with their intervals. */
export function shareScale({ treated, control }: Pick<EffectDto, 'treated' | 'control'>): number {
  const highest = Math.max(
    0,
    ...[treated, control].flatMap(({ share, interval }) => [share ?? 0, interval?.[1] ?? 0]),
  );
  return roundUp(highest || 0.01);
}

/** The same on both sides of zero. */
export function differenceScale(interval: Interval | null): number {
  return roundUp(Math.max(...(interval ?? [0]).map(Math.abs)) || 0.01);
}

/** 1, 2 or 5 times a power of ten, at most the whole. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 5, 10].find((each) => each * power * (1 + 1e-9) >= value) ?? 10;
  return Math.min(1, step * power);
}
