import { describe, expect, it } from '@jest/globals';
import {
  call,
  chunks,
  lifecycle,
  message,
  NUMBERS,
  run,
  surf,
  WORLD,
  type FeedEvent,
} from '../testing/index.ts';

/** 2026-05-01T00:00:00+08:00. */
const DAY = Date.UTC(2026, 3, 30, 16);
const DAY_MS = 86_400_000;
const [ME, YOU] = NUMBERS.home;
const RIVAL = '8613000000001';

/** New numbers by area, day and operator, townships only. */
async function townships(events: readonly FeedEvent[], reference = WORLD): Promise<Record<string, number>> {
  const { shareDays } = await run(chunks(events), {}, reference);
  const rows = shareDays.filter(({ areaId, newNumbers }) => areaId.startsWith('T') && newNumbers > 0);
  return Object.fromEntries(
    rows.map((row) => [`${row.areaId} ${row.day} ${row.operatorId}`, row.newNumbers]),
  );
}

const joined = (
  time: number,
  msisdn: string,
  fields: Record<string, string>,
  type = 'activated',
): FeedEvent => lifecycle(time, type, msisdn, fields);

describe('our new customers', () => {
  it('count at the event’s area, else at its channel’s, else nowhere', async () => {
    const events = [
      joined(DAY, '8613910001001', { areaId: 'T112', channelId: 'shop' }),
      joined(DAY, '8613910001002', { channelId: 'shop' }),
      joined(DAY, '8613910001003', { areaId: 'unheard', channelId: 'shop' }),
      joined(DAY, '8613910001004', { channelId: 'nowhere' }),
      joined(DAY, '8613910001005', {}),
    ];
    expect(await townships(events)).toEqual({ 'T112 2026-05-01 tide': 1, 'T121 2026-05-01 tide': 2 });
  });

  it('are activated or ported in, once a number and day', async () => {
    const number = '8613910001001';
    const events = [
      joined(DAY, number, { areaId: 'T111' }),
      joined(DAY + 1000, number, { areaId: 'T112' }, 'ported-in'),
      joined(DAY + 2000, '8613910001002', { areaId: 'T111' }, 'ported-in'),
      joined(DAY + 3000, '8613910001003', { areaId: 'T111' }, 'resumed'),
      joined(DAY + DAY_MS, number, { areaId: 'T112' }),
    ];
    expect(await townships(events)).toEqual({ 'T111 2026-05-01 tide': 2, 'T112 2026-05-02 tide': 1 });
  });

  it('belong to the local day of their event', async () => {
    const events = [
      joined(DAY - 1, '8613910001001', { areaId: 'T111' }),
      joined(DAY, '8613910001002', { areaId: 'T111' }),
    ];
    expect(await townships(events)).toEqual({ 'T111 2026-04-30 tide': 1, 'T111 2026-05-01 tide': 1 });
  });
});

describe('rival numbers', () => {
  it('appear once, at the cell of the first record with them, else at the home of our subscriber', async () => {
    const events = [
      call(DAY, ME, RIVAL, 'c1'),
      message(DAY + 1, YOU, RIVAL, 'b1'),
      call(DAY + 2, ME, '8613000000002', 'unheard', { servingAreaId: 'T112' }),
      call(DAY + 3, NUMBERS.otherCity, '8613100000003', 'unheard'),
      call(DAY + 4, NUMBERS.homeless, '8613100000004', 'unheard'),
    ];
    expect(await townships(events)).toEqual({
      'T121 2026-05-01 red': 1,
      'T111 2026-05-01 red': 1,
      'T211 2026-05-01 blue': 1,
    });
  });

  it('are met by numbers of ours only, in calls and messages only', async () => {
    const events = [call(DAY, '8613000000009', RIVAL, 'a1'), surf(DAY, ME, 'a1', { peerMsisdn: RIVAL })];
    expect(await townships(events)).toEqual({});
  });

  it('are told by the record’s word, else the last porting, else the list of ported numbers, else the prefix', async () => {
    const given = (operator: string): Record<string, string> => ({ peerOperator: operator });
    const events = [
      call(DAY, ME, '8613900000005', 'a1', given('blue')),
      call(DAY + 1, ME, RIVAL, 'a1', given('tide')),
      call(DAY + 2, ME, '8613000000002', 'a1', given('unheard')),
      call(DAY + 3, ME, NUMBERS.portedOut, 'a1'),
      call(DAY + 4, ME, '8613900000006', 'a1'),
      call(DAY + 5, ME, '10086', 'a1'),
      lifecycle(DAY + 6, 'ported-in', '8613000000007'),
      call(DAY + 7, ME, '8613000000007', 'a1'),
      lifecycle(DAY + 8, 'ported-out', '8613900000008'),
      call(DAY + 9, ME, '8613900000008', 'a1'),
    ];
    expect(await townships(events)).toEqual({ 'T111 2026-05-01 blue': 1, 'T111 2026-05-01 red': 1 });
  });

  it('known from before the first start do not appear, unless they were silent for 90 days', async () => {
    const seen = (days: number): string => new Date(DAY - days * DAY_MS).toISOString();
    const text = `msisdn,lastSeenAt\n${RIVAL},${seen(1)}\n8613000000002,${seen(90)}\n`;
    const events = [call(DAY, ME, RIVAL, 'a1'), call(DAY, ME, '8613000000002', 'b1')];
    expect(await townships(events, { ...WORLD, 'seen-numbers': text })).toEqual({ 'T112 2026-05-01 red': 1 });
  });
});
