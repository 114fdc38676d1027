import { describe, expect, it } from '@jest/globals';
import type { ReferenceModel } from '../reference/reference.types.ts';
import { entryArea, FOR_ALL } from './entry-area.ts';

const reference = {
  hotspotById: new Map([['H1', { hotspotId: 'H1', areaId: 'T1' }]]),
} as unknown as ReferenceModel;

describe('the area of a live entry', () => {
  it.each([
    ['overview', 'area/C1', undefined, 'C1'],
    ['overview', 'hotspot/H1', undefined, 'T1'],
    ['overview', 'hotspot/gone', undefined, null],
    ['overview', 'flow/A>B', undefined, null],
    ['overview', 'clock', undefined, FOR_ALL],
    ['detections', 'd1/0', { areaId: 'T2' }, 'T2'],
    ['detections', 'd2/0', { areaId: null }, null],
    ['pipeline', 'feed/usage', undefined, FOR_ALL],
    ['area:C1', 'subscribers', undefined, FOR_ALL],
  ])('of %s %s', (topic, key, value, expected) => {
    expect(entryArea(topic, key, value, reference)).toBe(expected);
  });
});
