import { ElCheckbox } from 'element-plus';
import { defineComponent, h, shallowRef, watch, type SetupContext, type VNode } from 'vue';
import { useI18n } from 'vue-i18n';
import { columnsIn, type TableColumn } from './table-columns.ts';

type Key = string | number;

interface DeskTableProps<Row extends object> {
  readonly data: readonly Row[];
  /** Tells rows apart over reloads; their place does when left out. */
  readonly rowKey?: (keyof Row & string) | ((row: Row) => Key);
  /** What the table is about, for those who do not see its heading. */
  readonly label?: string;
  /** What a row is called, where rows are chosen or opened. */
  readonly rowName?: (row: Row) => string;
  /** Pixels; more than that is scrolled. */
  readonly maxHeight?: number | string;
  readonly onSelectionChange?: (rows: Row[]) => void;
}

/**
 * One table with its head, so that screen readers say the column of each cell; on a phone each row is a card. Its roles are
 * written out because browsers forget them once rows are laid out as blocks.
 */
export const DeskTable = defineComponent(
  <Row extends object>(props: DeskTableProps<Row>, { slots }: SetupContext) => {
    const { t } = useI18n();
    const chosen = shallowRef<ReadonlySet<Key>>(new Set());
    const opened = shallowRef<ReadonlySet<Key>>(new Set());

    function keyOf(row: Row, index: number): Key {
      const { rowKey } = props;
      if (rowKey === undefined) return index;
      return typeof rowKey === 'function' ? rowKey(row) : (row[rowKey] as Key);
    }
    function choose(keys: ReadonlySet<Key>): void {
      chosen.value = keys;
      props.onSelectionChange?.(props.data.filter((row, index) => keys.has(keyOf(row, index))));
    }
    const name = (row: Row, index: number): string => props.rowName?.(row) ?? String(index + 1);

    // What is gone is not chosen any more: nothing is done to rows that nobody sees.
    watch(
      () => props.data,
      (rows) => {
        const left = new Set(rows.map(keyOf).filter((key) => chosen.value.has(key)));
        if (left.size < chosen.value.size) choose(left);
      },
    );

    const box = (checked: boolean, some: boolean, ariaLabel: string, toggled: ReadonlySet<Key>): VNode =>
      h(ElCheckbox, {
        modelValue: checked,
        indeterminate: some,
        ariaLabel,
        onChange: () => choose(toggled),
      });

    function allBox(): VNode {
      const keys = props.data.map(keyOf);
      const all = keys.length > 0 && keys.every((key) => chosen.value.has(key));
      const some = !all && chosen.value.size > 0;
      return box(all, some, t('desk.table.chooseAll'), new Set(all ? [] : keys));
    }

    function opener(row: Row, index: number): VNode {
      const key = keyOf(row, index);
      const isOpen = opened.value.has(key);
      const label = t(isOpen ? 'desk.table.close' : 'desk.table.open', { name: name(row, index) });
      const onClick = (): ReadonlySet<Key> => (opened.value = toggled(opened.value, key));
      return h('button', {
        type: 'button',
        class: 'opener',
        'aria-expanded': isOpen,
        'aria-label': label,
        onClick,
      });
    }

    function headCell(column: TableColumn<Row>): VNode {
      const { style, isRight, type } = column;
      const content =
        type === 'selection'
          ? allBox()
          : column.label === ''
            ? h('span', { class: 'desk-visually-hidden' }, t(`desk.table.${type}`))
            : column.label;
      return h(
        'th',
        { role: 'columnheader', scope: 'col', class: { right: isRight }, style },
        content as VNode,
      );
    }

    function contentOf(column: TableColumn<Row>, row: Row, index: number): unknown {
      if (column.type === 'expand') return opener(row, index);
      if (column.type === 'plain') return column.cell({ row, $index: index });
      const key = keyOf(row, index);
      const label = t('desk.table.choose', { name: name(row, index) });
      return box(chosen.value.has(key), false, label, toggled(chosen.value, key));
    }

    function cell(column: TableColumn<Row>, row: Row, index: number): VNode {
      const { isHead, isRight, type, label } = column;
      const attributes = {
        class: [type, { right: isRight }],
        'data-label': type === 'plain' && label !== '' ? label : undefined,
      };
      // In a box of its own: on a phone it stands beside its label as one.
      const content = h('div', contentOf(column, row, index) as VNode[]);
      return isHead
        ? h('th', { ...attributes, role: 'rowheader', scope: 'row' }, content)
        : h('td', { ...attributes, role: 'cell' }, content);
    }

    function rowsOf(columns: readonly TableColumn<Row>[], row: Row, index: number): VNode[] {
      const key = keyOf(row, index);
      const cells = columns.map((column) => cell(column, row, index));
      const rows = [h('tr', { key, role: 'row' }, cells)];
      const detail = columns.find(({ type }) => type === 'expand');
      if (detail === undefined || !opened.value.has(key)) return rows;
      const content = h('td', { role: 'cell', colspan: columns.length }, [
        detail.cell({ row, $index: index }) as VNode,
      ]);
      return [...rows, h('tr', { key: `${key} opened`, role: 'row', class: 'opened' }, content)];
    }

    return () => {
      const columns = columnsIn<Row>(slots['default']?.());
      const { maxHeight, label } = props;
      const scrolled =
        maxHeight === undefined
          ? {}
          : { tabindex: 0, style: { maxHeight: `${Number(maxHeight)}px`, overflow: 'auto' } };
      return h('div', { class: 'desk-table', ...scrolled }, [
        h('table', { role: 'table', 'aria-label': label }, [
          h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, columns.map(headCell))),
          h(
            'tbody',
            { role: 'rowgroup' },
            props.data.map((row, index) => rowsOf(columns, row, index)),
          ),
        ]),
      ]);
    };
  },
  {
    name: 'DeskTable',
    props: ['data', 'rowKey', 'label', 'rowName', 'maxHeight', 'onSelectionChange'],
  },
);

function toggled(keys: ReadonlySet<Key>, key: Key): ReadonlySet<Key> {
  const now = new Set(keys);
  if (!now.delete(key)) now.add(key);
  return now;
}
