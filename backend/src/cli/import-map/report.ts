import { stops, type Fault, type FaultKind, type Imported } from '../../map-pack/index.ts';
import { asText } from '../evaluate/format-tables.ts';

/** As many of a kind are printed. */
const SHOWN = 20;

/** Faults as lines, those that stop the import first. */
export function faultLines(faults: readonly Fault[], accepted: ReadonlySet<FaultKind>): readonly string[] {
  const weight = (fault: Fault): number => (stops(fault, accepted) ? 0 : 1);
  const kinds = Map.groupBy(
    faults.toSorted((a, b) => weight(a) - weight(b)),
    ({ kind }) => kind,
  );
  return [...kinds].flatMap(([kind, all]) => {
    const word = all.some((fault) => stops(fault, accepted))
      ? 'fault'
      : accepted.has(kind)
        ? 'taken'
        : 'note';
    const lines = all.slice(0, SHOWN).map(({ where, message }) => `${word} ${kind}: ${where}: ${message}`);
    return all.length > SHOWN ? [...lines, `${word} ${kind}: and ${all.length - SHOWN} more`] : lines;
  });
}

/** What was made, as a table by level of the parents. */
export function summaryOf({ pack, points, features, leftOut }: Imported, rootAreaId: string): string {
  const files = pack?.manifest.files ?? [];
  const rows = [...Map.groupBy(files, ({ level }) => level)].map(([level, maps]) => [
    level,
    [...new Set(maps.map(({ childLevel }) => childLevel))].join(' '),
    String(maps.length),
    String(maps.reduce((sum, { children }) => sum + children, 0)),
    String(Math.round(maps.reduce((sum, { bytes }) => sum + bytes, 0) / 1024)),
  ]);
  const table = asText([
    {
      title: `Map pack of ${rootAreaId}`,
      head: ['parents', 'children', 'maps', 'areas', 'KiB'],
      rows,
      texts: 2,
    },
  ]);
  const [before, after] = points;
  return `${table}\n${features} features read, ${leftOut} left out; ${before} border points, ${after} after simplifying\n`;
}
