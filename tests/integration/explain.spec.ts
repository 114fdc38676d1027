import type { Detection } from '@tidewall/streams';
import { call, message, NUMBERS, seen, seenAt } from '@tidewall/streams/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Api, type Answer, type ErrorAnswer } from '../support/api.ts';
import { NumberHunt } from '../support/number-hunt.ts';
import { startServer, type ServerProcess } from '../support/server.ts';
import { until } from '../support/until.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

interface Explained extends Detection {
  readonly explanation: {
    readonly rule: { readonly zh: string; readonly en: string };
    readonly found: { readonly zh: string; readonly en: string };
    readonly thresholds: { readonly version: string; readonly asJudged: boolean };
    readonly events: {
      readonly total: number;
      readonly parts: readonly { readonly part: string; readonly total: number }[];
      readonly items: readonly Readonly<Record<string, unknown>>[];
    };
    readonly eventsExpired: boolean;
  };
}

describe('a detection and the thresholds that judged it', () => {
  const traveller = NUMBERS.home[0] ?? '';
  const peer = '8613174000123';
  const hunt = new NumberHunt([traveller, peer]);
  const now = Date.now();
  const back = now - 40 * MINUTE;
  let server: ServerProcess;
  let api: Api;
  let explained: Explained;

  beforeAll(async () => {
    server = await startServer();
    api = new Api(server.url);
    await api.putWorld();
  });
  afterAll(() => server.end());

  const change = (body: unknown): Promise<Answer<ErrorAnswer & { readonly version: number }>> =>
    api.request('/api/v1/thresholds', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const shorter = (value: number) => [{ rule: 'homecoming/own', parameter: 'minAwayDays', value }];
  const inForce = async (areaId: string): Promise<unknown> => {
    const at = new Date(Date.now() + MINUTE).toISOString();
    const { body } = await api.get<{
      readonly rules: readonly { readonly parameters: readonly { readonly name: string }[] }[];
    }>(`/thresholds?areaId=${areaId}&at=${encodeURIComponent(at)}`);
    return body.rules[0]?.parameters.find(({ name }) => name === 'minAwayDays');
  };

  it('are changed for an area from a moment on, before which nothing has been judged', async () => {
    const answer = await change({ areaId: 'C1', effectiveFrom: now - 20 * DAY, changes: shorter(5) });
    expect(answer).toMatchObject({ status: 200, body: { version: 1 } });
    expect(await inForce('T111')).toMatchObject({ value: 5, from: { version: 1, areaId: 'C1' } });
    expect(await inForce('T211')).toMatchObject({ value: 7, from: null });
  });

  it('are named by a homecoming that they made one, which explains itself', async () => {
    await api.ingest('signalling', [
      seenAt(back - 6 * DAY, traveller, 'C9').event,
      seenAt(back - 3 * DAY, traveller, 'C9').event,
      seen(back, traveller, 'a1').event,
      seen(back + 31 * MINUTE, traveller, 'a2').event,
    ]);
    await api.ingest('usage', [
      call(back + 10 * MINUTE, traveller, peer, 'a1').event,
      message(back + 35 * MINUTE, traveller, peer, 'a1').event,
    ]);
    await api.settled();
    const found = await until('the homecoming is stored', async () => {
      return (await api.detections('&type=homecoming'))[0];
    });
    const answer = await api.get<Explained>(`/detections/${found.detectionId}`);
    expect(answer.status).toBe(200);
    explained = answer.body;
    expect(explained).toMatchObject({ ...found, evidence: { thresholds: '1' } });
    const { explanation } = explained;
    expect(explanation.thresholds).toMatchObject({ version: '1', asJudged: true });
    expect(explanation.rule.zh).toContain('至少 5 天');
    expect(explanation.rule.en).toContain('at least 5 days');
    expect(explanation.found.zh).toContain('远山省远城');
    expect(explanation.found.en).toContain('Farcity, Yuanshan');
  });

  it('has its stored events behind it, newest last, and no others', async () => {
    const { events } = await until('all events are stored', async () => {
      const { body } = await api.get<Explained>(`/detections/${explained.detectionId}`);
      return body.explanation.events.total === 5 && body.explanation;
    });
    expect(events.parts).toMatchObject([
      { part: 'away', total: 2 },
      { part: 'return', total: 3 },
    ]);
    expect(events.items.map(({ feed, kind }) => `${String(feed)} ${String(kind)}`)).toEqual([
      'signalling area-update',
      'signalling area-update',
      'signalling registration',
      'usage voice',
      'signalling registration',
    ]);
    const ids = new Set(events.items.map(({ subscriberId }) => subscriberId));
    expect([...ids]).toEqual([explained.subject.id]);
    expect(events.items[3]?.['peerId']).toMatch(/^[0-9a-f]{16}$/);
    expect(explained.explanation.eventsExpired).toBe(false);
  });

  it('cannot be changed for what has been judged already', async () => {
    const answer = await change({ effectiveFrom: now - DAY, changes: shorter(4) });
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'threshold-faults', details: [{ field: 'effectiveFrom' }] },
    });
  });

  it('stay as judged when the set changes from now on', async () => {
    expect(await change({ changes: shorter(9) })).toMatchObject({ status: 200, body: { version: 2 } });
    expect(await inForce('T211')).toMatchObject({ value: 9, from: { version: 2, areaId: null } });
    expect(await inForce('T111')).toMatchObject({ value: 5 });
    const { body } = await api.get<Explained>(`/detections/${explained.detectionId}`);
    expect(body.explanation.thresholds).toMatchObject({ version: '1', asJudged: true });
  });

  it('are a reference file like others', async () => {
    const { text } = await api.get('/reference/thresholds');
    expect(text.split('\n')).toHaveLength(4);
    const faulty = `${text}3,,,homecoming/own,minAwayDays,-1\n`;
    expect(await api.putReference('thresholds', faulty)).toMatchObject({
      status: 422,
      body: { details: [{ file: 'thresholds', line: 4, field: 'value' }] },
    });
    const good = `${text}3,,C2,homecoming/own,minAwayDays,8\n`;
    expect(await api.putReference('thresholds', good)).toMatchObject({ status: 200, body: { rows: 3 } });
    expect(await inForce('T211')).toMatchObject({ value: 8, from: { version: 3 } });
  });

  it('are told without a raw number, in answers and in the log', () => {
    expect(hunt.find(api.transcript.join('\n'))).toEqual([]);
    expect(hunt.find(server.output)).toEqual([]);
  });
});
