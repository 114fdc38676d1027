/** A label around its anchor, all in pixels. */
export interface LabelBox {
  readonly id: string;
  /** Centre of the text. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where labels may go when their place is taken, in their own heights. */
const OFFSETS = [0, 1.05, -1.05, 1.8, -1.8] as const;

/**
 * Labels in the order of their importance, each moved up or down until it covers none before it.
 * Returns the y of each label that has found a place.
 */
export function placeLabels(labels: readonly LabelBox[]): ReadonlyMap<string, number> {
  const placed: LabelBox[] = [];
  for (const label of labels) {
    const free = OFFSETS.map((offset) => ({ ...label, y: label.y + offset * label.height })).find(
      (candidate) => !placed.some((other) => overlap(candidate, other)),
    );
    if (free !== undefined) placed.push(free);
  }
  return new Map(placed.map(({ id, y }) => [id, y]));
}

function overlap(a: LabelBox, b: LabelBox): boolean {
  return Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < (a.height + b.height) / 2;
}

/** Width of a text in ems, near enough to keep labels apart: Chinese is square, Latin a little over half of it. */
export function textEms(text: string): number {
  let ems = 0;
  for (const character of text) ems += character > '\u2e80' ? 1 : 0.58;
  return ems;
}
