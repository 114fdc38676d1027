import { Fragment, isVNode, type VNode } from 'vue';

/** What a cell is drawn from. */
export interface CellScope<Row> {
  readonly row: Row;
  readonly $index: number;
}

export interface ColumnProps {
  readonly label?: string;
  /** Field of the row that is shown when there is no slot. */
  readonly prop?: string;
  /** Pixels. */
  readonly width?: number | string;
  readonly minWidth?: number | string;
  readonly align?: 'left' | 'right';
  /** A box to choose rows by, or a part of the row that can be opened. */
  readonly type?: 'selection' | 'expand';
  /** Names the row for those who hear the table. */
  readonly head?: boolean;
}

/** A column as the table draws it. */
export interface TableColumn<Row> {
  readonly label: string;
  readonly type: ColumnProps['type'] | 'plain';
  readonly isHead: boolean;
  readonly isRight: boolean;
  /** CSS of the head cell: pixels that it has, or at least has. */
  readonly style: Readonly<Record<string, string>>;
  readonly cell: (scope: CellScope<Row>) => unknown;
}

type Slots<Row> = { readonly default?: (scope: CellScope<Row>) => unknown } | null;

/** Stands for a column in a template; the table around it draws it. */
export const DeskColumn = { name: 'DeskColumn', render: () => null };

/** The columns among what a template gives, in its order. What is no column is left out. */
export function columnsIn<Row extends object>(nodes: unknown): readonly TableColumn<Row>[] {
  if (Array.isArray(nodes)) return nodes.flatMap((node) => columnsIn<Row>(node));
  if (!isVNode(nodes)) return [];
  if (nodes.type === Fragment) return columnsIn<Row>(nodes.children);
  return nodes.type === DeskColumn ? [columnOfNode<Row>(nodes)] : [];
}

function columnOfNode<Row extends object>({ props, children }: VNode): TableColumn<Row> {
  const given = (props ?? {}) as Readonly<Record<string, unknown>>;
  const { label = '', prop, align, type = 'plain', head } = given as ColumnProps;
  const slot = (children as Slots<Row>)?.default;
  return {
    label,
    type,
    isHead: head !== undefined && head !== false,
    isRight: align === 'right',
    style: widthOf(given['width'], given['minWidth'] ?? given['min-width']),
    cell: slot ?? (({ row }) => (prop === undefined ? null : (row as Record<string, unknown>)[prop])),
  };
}

function widthOf(width: unknown, least: unknown): Record<string, string> {
  return {
    ...(width === undefined ? {} : { width: pixels(width) }),
    ...(least === undefined ? {} : { minWidth: pixels(least) }),
  };
}

function pixels(value: unknown): string {
  return `${Number(value)}px`;
}
