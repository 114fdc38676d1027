import { describe, expect, it } from '@jest/globals';
import type { LivePoint } from '@tidewall/streams';
import { SeriesTopic } from './series-topic.ts';

const MINUTE = 60_000;
const QUARTER = 900_000;
const START = 1_770_696_000_000;

const point = (start: number, subscribers = 1) => ({ start, subscribers, signalling: 2, usage: 3 });
const get = (series: SeriesTopic, key: string) => series.topic.get(key) as LivePoint | undefined;

describe('curves of a topic', () => {
  it('keep the last 60 minutes and 96 quarter-hours', () => {
    const series = new SeriesTopic('hotspot:h', false);
    for (let index = 0; index < 200; index++) {
      series.put('minute', point(START + index * MINUTE), false);
      series.put('quarter', point(START + index * QUARTER), false);
    }
    const keys = [...series.topic.keys()];
    expect(keys.filter((key) => key.startsWith('minute/'))).toHaveLength(60);
    expect(keys.filter((key) => key.startsWith('quarter/'))).toHaveLength(96);
    series.put('minute', point(START), false);
    expect(series.topic.size).toBe(156);
  });

  it('never go back from closed to provisional, but take revisions', () => {
    const series = new SeriesTopic('hotspot:h', false);
    series.put('minute', point(START, 5), true);
    series.put('minute', point(START, 6), false);
    series.put('minute', point(START, 4), true);
    expect(get(series, `minute/${START}`)).toMatchObject({ subscribers: 6, provisional: false });
    series.put('minute', point(START, 7), false);
    expect(get(series, `minute/${START}`)?.subscribers).toBe(7);
  });

  it('make the quarters of an area of its minutes: sums, and the busiest minute for distinct subscribers', () => {
    const series = new SeriesTopic('area:a', true);
    const quarter = Math.floor(START / QUARTER) * QUARTER;
    for (let index = 0; index < 15; index++)
      series.put('minute', point(quarter + index * MINUTE, index), false);
    expect(get(series, `quarter/${quarter}`)).toEqual({
      start: quarter,
      provisional: true,
      subscribers: 14,
      signalling: 30,
      usage: 45,
    });
    series.put('minute', point(quarter + QUARTER), true);
    series.put('minute', point(quarter + MINUTE, 99), false);
    expect(get(series, `quarter/${quarter}`)).toMatchObject({ provisional: false, subscribers: 99 });
  });

  it('leave quarters alone whose minutes are no longer all there', () => {
    const series = new SeriesTopic('area:a', true);
    const quarter = Math.floor(START / QUARTER) * QUARTER;
    series.put('quarter', point(quarter, 50), false);
    series.put('minute', point(quarter + 70 * MINUTE), false);
    series.put('minute', point(quarter + 14 * MINUTE, 1), false);
    expect(get(series, `quarter/${quarter}`)?.subscribers).toBe(50);
  });
});
