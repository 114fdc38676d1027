import { describe, expect, it } from '@jest/globals';
import {
  call,
  chunks,
  lifecycle,
  NUMBERS,
  run,
  seen,
  surf,
  WORLD,
  type FeedEvent,
} from '../../testing/index.ts';

const START = Date.UTC(2026, 4, 1);
const DAY = 86_400_000;
const NEW = '8613910005555';
const RIVAL = '8613000000009';

const activated = (time: number, msisdn = NEW, fields: Record<string, string> = {}): FeedEvent =>
  lifecycle(time, 'activated', msisdn, fields);

/** Campus, time and reason of each newcomer. */
async function newcomers(events: readonly FeedEvent[], reference = WORLD): Promise<unknown[]> {
  const { detections } = await run(chunks(events), {}, reference);
  return detections
    .filter(({ type }) => type === 'campus-newcomer')
    .map((each) => [each.subject.msisdn, each.hotspotId, Date.parse(each.eventTime), each.evidence['by']])
    .sort((a, b) => String(a).localeCompare(String(b)));
}

describe('a newcomer of a campus', () => {
  it('is activated through a channel of the campus, at that moment', async () => {
    const { detections } = await run(chunks([activated(START, NEW, { channelId: 'campusShop' })]));
    expect(detections).toMatchObject([
      {
        type: 'campus-newcomer',
        subtype: 'own',
        subject: { kind: 'subscriber', msisdn: NEW },
        hotspotId: 'U1',
        areaId: 'K11',
        eventTime: '2026-05-01T08:00:00+08:00',
        evidence: { by: 'channel', activatedAt: '2026-05-01T08:00:00+08:00' },
      },
    ]);
    expect(await newcomers([activated(START, NEW, { channelId: 'shop' })])).toEqual([]);
  });

  it('or has its first usage in the campus’s cells at most 30 days after its activation, to the millisecond', async () => {
    const edge = START + 30 * DAY;
    expect(await newcomers([activated(START), surf(edge, NEW, 'a1')])).toEqual([
      [NEW, 'U1', edge, 'traffic'],
    ]);
    expect(await newcomers([activated(START), surf(edge + 1, NEW, 'a1')])).toEqual([]);
  });

  it('is said once a number and campus, whichever way came first', async () => {
    const events = [
      activated(START, NEW, { channelId: 'campusShop' }),
      surf(START + 1000, NEW, 'a1'),
      surf(START + 2000, NEW, 'a1'),
    ];
    expect(await newcomers(events)).toEqual([[NEW, 'U1', START, 'channel']]);
  });

  it('of a cell of two campuses is one of both', async () => {
    const later = START + DAY;
    expect(
      await newcomers([activated(START), surf(START + 1000, NEW, 'a1'), surf(later, NEW, 'both')]),
    ).toEqual([
      [NEW, 'U1', START + 1000, 'traffic'],
      [NEW, 'U2', later, 'traffic'],
    ]);
  });

  it('is judged by its first usage there ever: one from before its activation stands in the way', async () => {
    expect(
      await newcomers([
        surf(START, RIVAL, 'a1'),
        activated(START + 1000, RIVAL),
        surf(START + 2000, RIVAL, 'a1'),
      ]),
    ).toEqual([]);
    const old = NUMBERS.home[0];
    expect(
      await newcomers([surf(START, old, 'a1'), activated(START + 1000, old), surf(START + 2000, old, 'a1')]),
    ).toEqual([]);
  });

  it('is known by usage, not by signalling, and by cells of a campus, not of a station', async () => {
    const events = [activated(START), seen(START + 1000, NEW, 'a1'), surf(START + 2000, NEW, 'a2')];
    expect(await newcomers(events)).toEqual([]);
    const talk = call(START + 3000, NEW, '10086', 'a1');
    expect(await newcomers([...events, talk])).toEqual([[NEW, 'U1', START + 3000, 'traffic']]);
  });

  it('may be activated by the profile; a lifecycle event has the last word', async () => {
    const row = `8613910007777,T111,2026-04-20T00:00:00+08:00,active\n8613910008888,T111,2020-01-01T00:00:00+08:00,active\n`;
    const reference = { ...WORLD, subscribers: (WORLD.subscribers ?? '') + row };
    const events = [
      surf(START, '8613910007777', 'a1'),
      activated(START + 1000, '8613910008888'),
      surf(START + 2000, '8613910008888', 'a1'),
    ];
    expect(await newcomers(events, reference)).toEqual([
      ['8613910007777', 'U1', START, 'traffic'],
      ['8613910008888', 'U1', START + 2000, 'traffic'],
    ]);
  });

  it('is no number that was ported in', async () => {
    const ported = lifecycle(START, 'ported-in', RIVAL, { channelId: 'campusShop' });
    expect(await newcomers([ported, surf(START + 1000, RIVAL, 'a1')])).toEqual([]);
  });

  it('counts in the windows of its campus', async () => {
    const { windows } = await run(
      chunks([activated(START), surf(START + 1000, NEW, 'a1'), surf(START + 2000, NUMBERS.home[0], 'a1')]),
    );
    const found = windows.filter((each) => each.kind === 'hotspot');
    expect(found).toMatchObject([
      { hotspotId: 'U1', size: '15m', ownNewcomers: 1, subscribers: 2, usage: 2, bytes: 2000 },
      { hotspotId: 'U1', size: '1m', ownNewcomers: 1, subscribers: 2, usage: 2, bytes: 2000 },
    ]);
  });
});
