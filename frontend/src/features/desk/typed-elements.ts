import { ElOption, ElOptionGroup, ElSelect, ElTableColumn, ElTreeSelect } from 'element-plus';

/*
 * Element Plus declares these so that rows are `any` and options take no text: here they are as their documentation says.
 */

interface ColumnProps {
  readonly label?: string;
  readonly prop?: string;
  readonly width?: number | string;
  readonly minWidth?: number | string;
  readonly align?: 'left' | 'center' | 'right';
  readonly type?: 'selection' | 'expand';
  readonly reserveSelection?: boolean;
  readonly fixed?: boolean | 'left' | 'right';
}

type Column<Row> = new () => {
  $props: ColumnProps;
  $slots: { default?: (scope: { row: Row; $index: number }) => unknown };
};

/** A column of a table of such rows. */
export function columnOf<Row>(): Column<Row> {
  return ElTableColumn as unknown as Column<Row>;
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
