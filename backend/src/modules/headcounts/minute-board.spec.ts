import { describe, expect, it } from '@jest/globals';
import type { WindowResult } from '@tidewall/streams';
import { MinuteBoard } from './minute-board.ts';

const MINUTE = 60_000;

function minute(areaId: string, startMs: number, subscribers: number, revision = 0): WindowResult {
  const counts = { subscribers, signalling: 0, usage: 0, events: 0 };
  return { kind: 'area', areaId, size: '1m', start: '', startMs, revision, ...counts };
}

function quarter(hotspotId: string, startMs: number, subscribers: number): WindowResult {
  const counts = { students: 0, ownNewcomers: 0, rivals: 0, signalling: 0, usage: 0 };
  const usage = { calls: 0, sms: 0, bytes: 0, voiceSeconds: 0 };
  return {
    kind: 'hotspot',
    hotspotId,
    size: '15m',
    start: '',
    startMs,
    revision: 0,
    subscribers,
    ...counts,
    ...usage,
  };
}

describe('the newest minute of all areas', () => {
  it('is one that is over, with its revisions', () => {
    const board = new MinuteBoard();
    board.apply([minute('a', 0, 5), minute('b', 0, 7), minute('a', MINUTE, 6)]);
    expect(board.newest(MINUTE)?.startMs).toBe(0);
    board.apply([minute('a', 0, 8, 1), minute('a', 0, 5)]);
    expect([...(board.newest(MINUTE)?.counts ?? [])]).toEqual([
      ['a', 8],
      ['b', 7],
    ]);
    expect(board.newest(2 * MINUTE)?.startMs).toBe(MINUTE);
  });

  it('is none before the first has ended', () => {
    const board = new MinuteBoard();
    expect(board.newest(null)).toBeNull();
    board.apply([minute('a', 0, 5)]);
    expect(board.newest(MINUTE - 1)).toBeNull();
  });

  it('forgets what is too old to be revised, whatever comes late', () => {
    const board = new MinuteBoard();
    for (let at = 0; at < 20; at++) board.apply([minute('a', at * MINUTE, at)]);
    board.apply([minute('a', 0, 99)]);
    expect(board.newest(MINUTE)).toBeNull();
    expect(board.newest(null)?.counts.get('a')).toBe(19);
  });

  it('says of a hotspot without a quarter of an hour that the others have that nobody was there', () => {
    const board = new MinuteBoard();
    expect(board.quarter('a')).toBeNull();
    board.apply([quarter('a', 0, 51), quarter('b', 0, 30)]);
    board.apply([quarter('b', 15 * MINUTE, 40)]);
    expect(board.quarter('a')).toMatchObject({ hotspotId: 'a', startMs: 15 * MINUTE, subscribers: 0 });
    expect(board.quarter('b')).toMatchObject({ subscribers: 40 });
    board.apply([quarter('b', 0, 31)]);
    expect(board.quarter('b')).toMatchObject({ startMs: 15 * MINUTE, subscribers: 40 });
  });
});
