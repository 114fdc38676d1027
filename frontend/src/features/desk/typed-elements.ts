import { ElOption, ElOptionGroup, ElSelect, ElTreeSelect } from 'element-plus';
import { DeskColumn, type CellScope, type ColumnProps } from './table-columns.ts';

/*
 * Element Plus declares these so that options take no text: here they are as their documentation says. Columns get the type
 * of their rows.
 */

type Column<Row> = new () => {
  $props: ColumnProps;
  $slots: { default?: (scope: CellScope<Row>) => unknown };
};

/** A column of a table of such rows. */
export function columnOf<Row>(): Column<Row> {
  return DeskColumn as unknown as Column<Row>;
}

interface OptionProps {
  readonly value: string | number | boolean;
  readonly label: string;
  readonly disabled?: boolean;
}

export const DeskOption = ElOption as unknown as new () => { $props: OptionProps };
export const DeskOptionGroup = ElOptionGroup as unknown as new () => {
  $props: { readonly label: string };
  $slots: { default?: () => unknown };
};

interface SelectProps {
  readonly modelValue?: unknown;
  /** Takes whatever the options hold. */
  readonly 'onUpdate:modelValue'?: (value: never) => unknown;
  readonly onChange?: (value: never) => unknown;
  readonly placeholder?: string;
  readonly multiple?: boolean;
  readonly filterable?: boolean;
  readonly clearable?: boolean;
  readonly disabled?: boolean;
  readonly allowCreate?: boolean;
  readonly defaultFirstOption?: boolean;
  readonly collapseTags?: boolean;
  readonly collapseTagsTooltip?: boolean;
  readonly maxCollapseTags?: number;
}

interface TreeSelectProps extends SelectProps {
  readonly data: readonly unknown[];
  readonly nodeKey: string;
  readonly checkStrictly?: boolean;
}

export const DeskSelect = ElSelect as unknown as new () => {
  $props: SelectProps;
  $slots: { default?: () => unknown };
};
export const DeskTreeSelect = ElTreeSelect as unknown as new () => { $props: TreeSelectProps };
