/**
 * The outline of areas together: arcs that only one of them has, put end to end. Each ring is a list of arc indices that
 * keeps the area on the same side as the rings it is made of.
 *
 * @param members rings of arc indices of areas that do not overlap
 * @param ends    names of first and last point of an arc; equal names are equal points
 */
export function dissolve(
  members: readonly (readonly number[])[],
  ends: (arc: number) => readonly [string, string],
): readonly (readonly number[])[] {
  const uses = new Map<number, number>();
  const arcs = members.flat();
  for (const arc of arcs) uses.set(forward(arc), (uses.get(forward(arc)) ?? 0) + 1);
  const from = new Map<string, number[]>();
  for (const arc of arcs) {
    if (uses.get(forward(arc)) !== 1) continue;
    const [start] = ends(arc);
    from.set(start, [...(from.get(start) ?? []), arc]);
  }
  const rings: (readonly number[])[] = [];
  for (const starts of from.values()) while (starts.length > 0) rings.push(...walk(starts, from, ends));
  return rings;
}

/** Goes on until there is no way on; whenever the way comes back to a point, that part of it is a ring of its own. */
function walk(
  starts: number[],
  from: ReadonlyMap<string, number[]>,
  ends: (arc: number) => readonly [string, string],
): readonly (readonly number[])[] {
  const rings: (readonly number[])[] = [];
  const way: number[] = [];
  const seen: string[] = [];
  for (let next = starts.pop(); next !== undefined;) {
    const [start, end] = ends(next);
    way.push(next);
    seen.push(start);
    const back = seen.indexOf(end);
    if (back >= 0) {
      rings.push(way.splice(back));
      seen.length = back;
    }
    next = from.get(end)?.pop();
  }
  return rings;
}

function forward(arc: number): number {
  return arc < 0 ? ~arc : arc;
}
