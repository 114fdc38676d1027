import { describe, expect, it } from '@jest/globals';
import { createCommentVNode, Fragment, h } from 'vue';
import { columnsIn, DeskColumn } from './table-columns.ts';

interface Row {
  readonly name: string;
}

describe('columns of a table', () => {
  it('are those that the template gives, in its order, through loops and conditions', () => {
    const nodes = [
      h(DeskColumn, { label: 'a' }),
      createCommentVNode('v-if'),
      h(Fragment, [h(DeskColumn, { label: 'b' }), h(DeskColumn, { label: 'c' })]),
      h('p', 'no column'),
    ];
    expect(columnsIn<Row>(nodes).map(({ label }) => label)).toEqual(['a', 'b', 'c']);
  });

  it('show what their slot draws, or else a field of the row', () => {
    const [drawn, plain, none] = columnsIn<Row>([
      h(DeskColumn, null, { default: ({ row }: { row: Row }) => `<${row.name}>` }),
      h(DeskColumn, { prop: 'name' }),
      h(DeskColumn),
    ]);
    const scope = { row: { name: 'east' }, $index: 0 };
    expect([drawn, plain, none].map((column) => column?.cell(scope))).toEqual(['<east>', 'east', null]);
  });

  it('take widths as numbers and as text, written either way', () => {
    const [fixed, least] = columnsIn<Row>([
      h(DeskColumn, { width: '120' }),
      h(DeskColumn, { 'min-width': 80, align: 'right', head: '' }),
    ]);
    expect(fixed).toMatchObject({ style: { width: '120px' }, isRight: false, isHead: false });
    expect(least).toMatchObject({ style: { minWidth: '80px' }, isRight: true, isHead: true });
  });
});
