import { describe, expect, it } from '@jest/globals';
import type { AreaDto, FlowNow } from '@tidewall/streams/events';
import { buildAreaTree } from '../areas/area-tree.ts';
import { classOf, quantileClasses, shadeOf } from './classes.ts';
import { arrowBetween, flowView } from './flows.ts';
import { geometryOfTopology, isBoundaries, layOut, type Boundaries } from './geometry.ts';
import { placeLabels, textEms } from './labels.ts';

/** Two counties side by side, each a degree square, in one city. */
const TOPOLOGY: Boundaries = {
  type: 'Topology',
  arcs: [
    [
      [113, 31],
      [113, 32],
    ],
    [
      [113, 32],
      [112, 32],
      [112, 31],
      [113, 31],
    ],
    [
      [113, 31],
      [114, 31],
      [114, 32],
      [113, 32],
    ],
  ],
  objects: {
    county: {
      type: 'GeometryCollection',
      geometries: [
        { type: 'Polygon', id: 'west', arcs: [[0, 1]] },
        { type: 'Polygon', id: 'east', arcs: [[2, -1]] },
      ],
    },
    city: { type: 'GeometryCollection', geometries: [{ type: 'Polygon', id: 'city', arcs: [[1, 2]] }] },
    province: {
      type: 'GeometryCollection',
      geometries: [{ type: 'Polygon', id: 'province', arcs: [[1, 2]] }],
    },
  },
};

describe('geometry', () => {
  it('knows an answer without the three levels for what it is', () => {
    expect(isBoundaries(TOPOLOGY)).toBe(true);
    for (const wrong of [null, {}, { objects: null }, { objects: { county: {} } }])
      expect(isBoundaries(wrong)).toBe(false);
  });

  it('fits the province into its box with north up and west left', () => {
    const geometry = geometryOfTopology(TOPOLOGY);
    const layout = layOut(geometry, { left: 10, top: 20, right: 210, bottom: 220 });
    const [west, east] = geometry.counties.map((county) => layout.centre(county));
    expect(west?.[0]).toBeCloseTo(60, 0);
    expect(east?.[0]).toBeCloseTo(160, 0);
    expect(west?.[1]).toBeCloseTo(120, -1);
    const [bounds] = [layout.path.bounds(geometry.province)];
    expect(bounds[0][0]).toBeGreaterThanOrEqual(9.9);
    expect(bounds[1][0]).toBeLessThanOrEqual(210.1);
  });

  it('has a city without counties stand for one', () => {
    const { counties } = geometryOfTopology(TOPOLOGY, new Set(['province']));
    expect(counties.map(({ id }) => id)).toEqual(['west', 'east', 'city']);
    expect(geometryOfTopology(TOPOLOGY, new Set(['province', 'city'])).counties).toHaveLength(2);
  });

  it('draws a border that two counties share once', () => {
    expect(geometryOfTopology(TOPOLOGY).countyBorders.coordinates).toHaveLength(1);
  });
});

describe('classes', () => {
  it('hold about as many counties each, whatever the largest', () => {
    const classes = quantileClasses([1, 2, 3, 4, 5, 6, 7, 8, 9, 4000], 5);
    expect(classes.breaks).toEqual(classes.breaks.toSorted((a, b) => a - b));
    expect(classOf(classes, 4000)).toBe(classes.breaks.length + 1);
    expect(new Set([1, 4, 9, 4000].map((value) => classOf(classes, value))).size).toBeGreaterThanOrEqual(3);
  });

  it('keep zero apart, and have no bounds where there is nothing to divide', () => {
    expect(quantileClasses([0, 0], 5).breaks).toEqual([]);
    expect(classOf({ breaks: [5] }, 0)).toBe(0);
    expect(classOf({ breaks: [] }, 3)).toBe(1);
    expect(quantileClasses([7, 7, 7], 5).breaks).toEqual([]);
  });

  it('spread over the shades there are', () => {
    expect([0, 3, 8, 20].map((value) => shadeOf({ breaks: [5, 10] }, value, 5))).toEqual([0, 1, 3, 5]);
    expect([0, 3].map((value) => shadeOf({ breaks: [] }, value, 5))).toEqual([0, 3]);
    expect([3, 8].map((value) => shadeOf({ breaks: [5] }, value, 5))).toEqual([3, 5]);
  });

  it('have bounds that people read', () => {
    for (const bound of quantileClasses([13, 27, 38, 49, 66, 81, 97, 112, 134], 5).breaks) {
      expect(bound % 5).toBe(0);
    }
  });
});

describe('flows', () => {
  const area = (
    areaId: string,
    parentId: string | null,
    level: AreaDto['level'],
    covered: boolean,
  ): AreaDto => ({
    areaId,
    parentId,
    level,
    name: areaId,
    nameEn: '',
    covered,
  });
  const tree = buildAreaTree([
    area('41', null, 'province', true),
    area('4101', '41', 'city', true),
    area('4102', '41', 'city', true),
    area('44', null, 'province', false),
    area('4403', '44', 'city', false),
  ]);
  const flow = (fromAreaId: string, toAreaId: string, count: number): FlowNow => ({
    fromAreaId,
    toAreaId,
    count,
  });

  it('add up by province outside ours and by city of return', () => {
    const view = flowView(
      [
        flow('44', '4101', 5),
        flow('4403', '4102', 7),
        flow('4101', '4102', 2),
        flow('99', '4101', 1),
        flow('44', '4101', 0),
      ],
      [
        { areaId: '44', count: 5 },
        { areaId: '4403', count: 7 },
        { areaId: '99', count: 1 },
        { areaId: '4101', count: 9 },
      ],
      tree,
    );
    expect(view.outside).toEqual([
      { areaId: '44', count: 12 },
      { areaId: '99', count: 1 },
    ]);
    expect(view.inbound.get('4101')).toBe(6);
    expect(view.inside).toEqual([flow('4101', '4102', 2)]);
  });

  it('end short of their city', () => {
    const { line, head } = arrowBetween([0, 0], [100, 0], 2, 10, 0);
    expect(line).toMatch(/^M0\.0 0\.0Q/);
    expect(head).toMatch(/^M90\.0 0\.0L/);
  });
});

describe('labels', () => {
  const box = { x: 50, y: 50, width: 40, height: 10 };

  it('keep their place in the order of importance, the rest move or stay away', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const places = placeLabels(ids.map((id) => ({ ...box, id })));
    expect(places.get('a')).toBe(50);
    expect(places.get('b')).not.toBe(50);
    const ys = [...places.values()].toSorted((a, b) => a - b);
    for (const [index, y] of ys.entries())
      if (index > 0) expect(y - (ys[index - 1] ?? 0)).toBeGreaterThanOrEqual(7);
    expect(places.size).toBeLessThan(ids.length);
  });

  it('measure Chinese square and Latin half of it', () => {
    expect(textEms('潮阳')).toBe(2);
    expect(textEms('ab')).toBeCloseTo(1.16);
  });
});
