import type { QueryRow, Store } from '@tidewall/clickhouse';
import type { Difference, FieldDifference, Lines } from './difference.ts';
import {
  campusKey,
  operatorKey,
  type CampusFigures,
  type OperatorFigures,
  type WindowSums,
} from './window-sums.ts';
import type { Places, World } from './world.ts';

export interface WindowScope {
  readonly store: Store;
  readonly world: World;
  readonly places: Places;
  readonly lines: Lines;
  /** Windows that end later and are not stored may still be open. */
  readonly closedUntil: number;
}

export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

const MINUTE_MS = 60_000;
const QUARTER_MS = 900_000;
/** Calls of fractions of a second are summed in another order. */
const SECONDS_TOLERANCE = 0.01;

/** Compares all windows that begin in the span. `sums` holds what the rows of the span gave. */
export async function compareWindows(scope: WindowScope, sums: WindowSums, span: Span): Promise<void> {
  const campuses = within(sums.takeCampuses(), span);
  const operators = within(sums.takeOperators(), span);
  if (span.fromMs >= span.toMs) return;
  await compareMinutes(scope, span);
  await compareCampuses(scope, campuses, span);
  await compareOperators(scope, operators, span);
}

/** Those of windows that begin in the span. */
function within<Figures>(figures: ReadonlyMap<string, Figures>, span: Span): ReadonlyMap<string, Figures> {
  return new Map([...figures].filter(([key]) => startOf(key) >= span.fromMs && startOf(key) < span.toMs));
}

const TYPE_OF = { area: 'windows area 1m', operator: 'windows operator 15m' } as const;

async function compareMinutes(
  { store, world, places, lines, closedUntil }: WindowScope,
  span: Span,
): Promise<void> {
  const areas = [...world.areas.keys()];
  const chains = areas.map((areaId) => places.chain(areaId).join('|'));
  const [counted] = await store.query('verify-minute-count', span);
  const rows = await store.query('verify-area-minutes', { ...span, areas, chains });
  let differing = 0;
  for (const row of rows) {
    if (row.storedEvents > 0) differing++;
    if (row.storedEvents === 0 && row.startMs + MINUTE_MS > closedUntil) continue;
    lines.differs(TYPE_OF.area, {
      kind: row.storedEvents === 0 ? 'missing' : row.recomputedEvents === 0 ? 'extra' : 'different',
      about: { areaId: row.areaId, start: world.zone.format(row.startMs) },
      fields: minuteFields(row),
      explainedBy: null,
    });
  }
  lines.same(TYPE_OF.area, (counted?.windows ?? 0) - differing);
}

function minuteFields(row: QueryRow<'verify-area-minutes'>): FieldDifference[] {
  const fields = [
    { field: 'subscribers', recomputed: row.recomputedSubscribers, stored: row.storedSubscribers },
    { field: 'signalling', recomputed: row.recomputedSignalling, stored: row.storedSignalling },
    { field: 'usage', recomputed: row.recomputedUsage, stored: row.storedUsage },
    { field: 'events', recomputed: row.recomputedEvents, stored: row.storedEvents },
  ];
  return fields.filter(({ recomputed, stored }) => recomputed !== stored);
}

async function compareCampuses(
  scope: WindowScope,
  figures: ReadonlyMap<string, CampusFigures>,
  span: Span,
): Promise<void> {
  const { store, world } = scope;
  const members = [...world.cellCampuses].flatMap(([cell, campuses]) =>
    campuses.map((campus) => [cell, campus]),
  );
  const lists = { cells: members.map(([cell]) => cell!), campuses: members.map(([, campus]) => campus!) };
  const stored = await store.query('verify-stored-campus-windows', span);
  for (const [size, sizeMs] of [
    ['1m', MINUTE_MS],
    ['15m', QUARTER_MS],
  ] as const) {
    const rows = await store.query('verify-campus-windows', {
      ...span,
      ...lists,
      sizeSeconds: sizeMs / 1000,
    });
    const recomputed = new Map<string, Figures>();
    for (const { hotspotId, startMs, ...counts } of rows)
      recomputed.set(campusKey(hotspotId, size, startMs), { ...counts, ...NOBODY });
    for (const [key, { students, rivals, ownNewcomers }] of figures) {
      const counts = recomputed.get(key);
      // A newcomer without any record makes no window: windows without events are left out.
      if (counts === undefined) continue;
      recomputed.set(key, { ...counts, students: students.size, rivals: rivals.size, ownNewcomers });
    }
    const kept = new Map(
      stored
        .filter(({ windowSize }) => windowSize === size)
        .map(({ hotspotId, windowSize, startMs, newest: _newest, ...counts }) => [
          campusKey(hotspotId, windowSize, startMs),
          counts,
        ]),
    );
    compareFigures(scope, { type: `windows hotspot ${size}`, sizeMs }, recomputed, kept);
  }
}

const NOBODY = { students: 0, rivals: 0, ownNewcomers: 0 } as const;
async function compareOperators(
  scope: WindowScope,
  figures: ReadonlyMap<string, OperatorFigures>,
  span: Span,
): Promise<void> {
  const stored = await scope.store.query('verify-stored-operator-windows', span);
  const kept = new Map(
    stored.map(({ areaId, operatorId, startMs, newest: _newest, ...counts }) => [
      operatorKey(areaId, operatorId, startMs),
      counts,
    ]),
  );
  const recomputed = new Map([...figures].map(([key, counts]) => [key, { ...counts }]));
  compareFigures(scope, { type: TYPE_OF.operator, sizeMs: QUARTER_MS }, recomputed, kept);
}

type Figures = Readonly<Record<string, number>>;

/** Keys end with the start of the window. */
function compareFigures(
  { lines, world, closedUntil }: WindowScope,
  { type, sizeMs }: { readonly type: string; readonly sizeMs: number },
  recomputed: ReadonlyMap<string, Figures>,
  stored: ReadonlyMap<string, Figures>,
): void {
  const differs = (kind: Difference['kind'], key: string, fields: readonly FieldDifference[]): void => {
    const parts = key.split(' ');
    const about = { of: parts.slice(0, -1).join(' '), start: world.zone.format(startOf(key)) };
    lines.differs(type, { kind, about, fields, explainedBy: null });
  };
  for (const [key, figures] of recomputed) {
    const kept = stored.get(key);
    if (kept === undefined) {
      if (startOf(key) + sizeMs <= closedUntil) differs('missing', key, fieldsOf(figures, {}));
    } else {
      const fields = fieldsOf(figures, kept);
      if (fields.length === 0) lines.same(type);
      else differs('different', key, fields);
    }
  }
  for (const [key, kept] of stored) if (!recomputed.has(key)) differs('extra', key, fieldsOf({}, kept));
}

function startOf(key: string): number {
  return Number(key.slice(key.lastIndexOf(' ') + 1));
}

function fieldsOf(recomputed: Figures, stored: Figures): FieldDifference[] {
  return [...new Set([...Object.keys(recomputed), ...Object.keys(stored)])]
    .map((field) => ({ field, recomputed: recomputed[field], stored: stored[field] }))
    .filter(({ field, recomputed: a, stored: b }) =>
      field === 'voiceSeconds'
        ? !(Math.abs((a ?? Number.NaN) - (b ?? Number.NaN)) <= SECONDS_TOLERANCE)
        : a !== b,
    );
}
