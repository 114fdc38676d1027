import { against, bandText, countText, rankOf, shareText } from './figures.ts';
import { shareState, type AlertSum, type LayerId } from './layers.ts';
import type { AreaFigures, CampusFigures, ShownCount } from './map-dto.ts';

/** Texts in the language of the screen. */
export type Translate = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** One line of the table, and what is said of the same thing everywhere else: no figure is written twice. */
export interface MapRow {
  readonly kind: 'area' | 'hotspot' | 'cell';
  readonly id: string;
  readonly name: string;
  /** As it is shown, without its unit. */
  readonly figure: string;
  /** Usual range, threshold or comparison. */
  readonly usual: string;
  /** In words, where there is something to say. */
  readonly state: string;
  /** It should be looked at: amber, or red. */
  readonly signal: 'amber' | 'red' | null;
  readonly alerts: AlertSum | null;
  /** By which it is sorted. */
  readonly rank: number;
}

export interface RowContext {
  readonly t: Translate;
  readonly k: number;
  readonly timeOf: (ms: number) => string;
}

interface Named {
  readonly id: string;
  readonly name: string;
  readonly alerts: AlertSum | null;
}

export function areaRow(
  layer: LayerId,
  named: Named,
  figures: AreaFigures | undefined,
  context: RowContext,
): MapRow {
  const row = { kind: 'area' as const, ...named };
  if (layer === 'share') return { ...row, ...shareCells(figures, context) };
  if (layer === 'alerts') return { ...row, ...alertCells(named.alerts, context) };
  if (layer === 'homecomings') return { ...row, ...homecomingCells(figures, context) };
  return { ...row, ...presentCells(figures, context) };
}

type Cells = Pick<MapRow, 'figure' | 'usual' | 'state' | 'signal' | 'rank'>;

function presentCells(figures: AreaFigures | undefined, { t, k }: RowContext): Cells {
  const count = figures?.present ?? null;
  const usual = figures?.usual ?? null;
  const state = against(count, usual, k);
  return {
    figure: countText(count, k),
    usual: usual === null ? '' : t('map.usual', { range: bandText(usual, k) }),
    state: stateWords(count, state, { t, k }),
    signal: null,
    rank: rankOf(count),
  };
}

/** What a count that is not shown means, or how it is against its usual range. */
function stateWords(
  count: ShownCount | null,
  state: ReturnType<typeof against>,
  { t }: Pick<RowContext, 't' | 'k'>,
): string {
  if (count === 'withheld') return t('map.hidden.withheldShort');
  return state === null ? '' : t(`map.against.${state}`);
}

function homecomingCells(figures: AreaFigures | undefined, { t, k }: RowContext): Cells {
  const { homecomings = null, yesterday = null, lastWeek = null } = figures ?? {};
  const parts = [
    ['yesterday', yesterday],
    ['lastWeek', lastWeek],
  ] as const;
  return {
    figure: countText(homecomings, k, true),
    usual: parts
      .flatMap(([name, count]) =>
        count === null ? [] : [`${t(`map.compare.${name}`)}\u00a0${countText(count, k, true)}`],
      )
      .join(' · '),
    state: homecomings === 'withheld' ? t('map.hidden.withheldShort') : '',
    signal: null,
    rank: rankOf(homecomings),
  };
}

function shareCells(figures: AreaFigures | undefined, { t }: RowContext): Cells {
  const share = figures?.share ?? null;
  const state = shareState(share);
  const parts =
    share === null
      ? []
      : [
          t('map.share.threshold', { value: shareText(share.threshold) }),
          ...(share.interval === null
            ? []
            : [
                t('map.share.interval', {
                  low: shareText(share.interval[0]),
                  high: shareText(share.interval[1]),
                }),
              ]),
        ];
  const mark = state === 'far-below' ? '▼▼ ' : state === 'below' ? '▼ ' : '';
  return {
    figure: `${mark}${shareText(share?.share ?? null)}`,
    usual: parts.join(' · '),
    state: t(`map.share.state.${state}`),
    signal: state === 'far-below' ? 'red' : state === 'below' ? 'amber' : null,
    rank: share?.share ?? -1,
  };
}

function alertCells(alerts: AlertSum | null, { t, timeOf }: RowContext): Cells {
  if (alerts === null) return { figure: '0', usual: '', state: '', signal: null, rank: 0 };
  const signals = { critical: 'red', warning: 'amber', info: null } as const;
  return {
    figure: String(alerts.n),
    usual: t('map.alerts.oldest', { time: timeOf(alerts.oldest) }),
    state: t(`map.severity.${alerts.worst}`),
    signal: signals[alerts.worst],
    rank: alerts.n,
  };
}

export function campusRow(named: Named, figures: CampusFigures | undefined, { t, k }: RowContext): MapRow {
  const count = figures?.subscribers ?? null;
  const usual = figures?.usual ?? null;
  const state = against(count, usual, k);
  const isOdd = state === 'below' || state === 'above';
  return {
    kind: 'hotspot',
    ...named,
    figure: countText(count, k),
    usual: usual === null ? '' : t('map.usual', { range: bandText(usual, k) }),
    state:
      state === null
        ? ''
        : `${state === 'below' ? '▼ ' : state === 'above' ? '▲ ' : ''}${t(`map.against.${state}`)}`,
    signal: isOdd ? 'amber' : null,
    rank: rankOf(count),
  };
}

/** What is said of all campuses of an area: how many there are, and how many of them are not as usual. */
export function campusSum(named: Named, campuses: readonly MapRow[], { t }: RowContext): MapRow {
  const odd = campuses.filter(({ signal }) => signal !== null).length;
  return {
    kind: 'area',
    ...named,
    figure: String(campuses.length),
    usual: '',
    state: odd === 0 ? '' : t('map.campuses.odd', { n: odd }),
    signal: odd === 0 ? null : 'amber',
    rank: campuses.length,
  };
}

export function cellRow(cellId: string, count: ShownCount, { k }: RowContext): MapRow {
  return {
    kind: 'cell',
    id: cellId,
    name: cellId,
    figure: countText(count, k),
    usual: '',
    state: '',
    signal: null,
    alerts: null,
    rank: rankOf(count),
  };
}

export type SortKey = 'name' | 'rank' | 'alerts';

/** Sorted rows; equal ones by name. */
export function sortedRows(
  rows: readonly MapRow[],
  key: SortKey,
  downwards: boolean,
  collator: Intl.Collator,
): readonly MapRow[] {
  const byName = (a: MapRow, b: MapRow): number => collator.compare(a.name, b.name);
  const value = (row: MapRow): number => (key === 'alerts' ? (row.alerts?.n ?? 0) : row.rank);
  const compare = key === 'name' ? byName : (a: MapRow, b: MapRow) => value(a) - value(b) || -byName(a, b);
  return rows.toSorted((a, b) => (downwards ? -compare(a, b) : compare(a, b)));
}

/** The rows as CSV with a byte-order mark, so that spreadsheets read Chinese; texts that look like formulas stay texts. */
export function csvOf(head: readonly string[], rows: readonly MapRow[], note: string): string {
  const lines = [
    [note],
    head,
    ...rows.map(({ name, figure, usual, state, alerts }) => [
      name,
      figure,
      usual,
      state,
      alerts === null ? '' : String(alerts.n),
    ]),
  ];
  return `\ufeff${lines.map((line) => line.map(csvField).join(',')).join('\r\n')}\r\n`;
}

function csvField(text: string): string {
  const safe = /^[=+@\t\r]|^-(?!\d)/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
