import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Api, type ErrorAnswer, type IngestAnswer, type Status } from '../support/api.ts';
import { readStore, toldLedger, unbalanced } from '../support/ledger.ts';
import { startServer, type ServerProcess } from '../support/server.ts';
import { until } from '../support/until.ts';
import { BAD_BODIES } from './bad-bodies.ts';
import { BAD_LINES } from './bad-lines.ts';
import { GoodTraffic } from './good-traffic.ts';

/** What the docs/contract.md promises of all input that is no good, while good input goes on. */
describe('bad input while good traffic runs', () => {
  let server: ServerProcess;
  let api: Api;
  let traffic: GoodTraffic;
  const taken = { accepted: 0, duplicates: 0, late: 0, rejected: 0 };

  beforeAll(async () => {
    server = await startServer();
    api = new Api(server.url);
    await api.putWorld();
    traffic = new GoodTraffic(api);
  });
  afterAll(async () => {
    await traffic.stop();
    await server.end();
  });

  it.each(BAD_LINES)('$name: 202, each bad line named', async ({ feed, type, body, accepted, errors }) => {
    const answer = await api.post(feed, body(Date.now()), type);
    expect(answer.status).toBe(202);
    for (const key of ['accepted', 'duplicates', 'late', 'rejected'] as const) taken[key] += answer.body[key];
    expect(answer.body).toMatchObject({ accepted, duplicates: 0, rejected: errors.length });
    expect(answer.body.errors.map(({ line, field, code }) => ({ line, field, code }))).toEqual(errors);
    expect(answer.body.errors.every(({ message }) => message.length > 0)).toBe(true);
  });

  it.each(BAD_BODIES)('$name: $status $code, nothing taken', async ({ status, code, send }) => {
    const { status: found, body } = await send(api, Date.now());
    expect({ status: found, code: body.code }).toEqual({ status, code });
    expect(body).toEqual({
      code,
      message: expect.stringMatching(/\w/),
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    } satisfies Record<keyof ErrorAnswer, unknown> | object);
  });

  it('takes the good half of a body of a thousand lines and names the first twenty of the others', async () => {
    const at = Date.now();
    const lines = Array.from({ length: 1_000 }, (_, index) => {
      if (index % 2 === 1) return `{"eventTime":${at}`;
      return JSON.stringify({
        eventTime: at,
        eventType: 'paging',
        msisdn: '8613910000004',
        cellId: 'c1',
        eventId: `half-${index}`,
      });
    });
    const { status, body } = await api.post<IngestAnswer>('signalling', lines.join('\n'));
    expect(status).toBe(202);
    for (const key of ['accepted', 'duplicates', 'late', 'rejected'] as const) taken[key] += body[key];
    expect(body).toMatchObject({ accepted: 500, rejected: 500 });
    expect(body.errors.map(({ line }) => line)).toEqual(
      Array.from({ length: 20 }, (_, index) => 2 * index + 2),
    );
  });

  describe('afterwards', () => {
    let status: Status;
    let good: { sent: number; accepted: number };

    beforeAll(async () => {
      good = await traffic.stop();
      // Counters are told about once a second, and later on a machine that is busy.
      status = await until('what was answered is counted', async () => {
        const settled = await api.settled();
        const stored = settled.feeds.reduce((sum, feed) => sum + feed.stored, 0);
        return stored >= good.accepted + taken.accepted && settled;
      });
    });

    it('has lost no good event', () => {
      expect(good.sent).toBeGreaterThan(500);
      expect(good.accepted).toBe(good.sent);
    });

    it('has counted what it answered', () => {
      const total = (key: 'stored' | 'duplicate' | 'late' | 'rejected') =>
        status.feeds.reduce((sum, feed) => sum + feed[key], 0);
      expect(total('stored')).toBe(good.accepted + taken.accepted);
      expect(total('duplicate')).toBe(taken.duplicates);
      expect(total('late')).toBe(taken.late);
      expect(total('rejected')).toBe(taken.rejected);
      expect(taken.late).toBe(1);
    });

    it('counts unknown cells, areas and fields, which are no faults', () => {
      const signalling = status.feeds.find(({ source }) => source === 'http:signalling');
      expect(signalling).toMatchObject({ unknownCells: 1, unknownAreas: 1 });
      expect(signalling?.unknownFields).toBeGreaterThanOrEqual(3);
    });

    it('has a ledger that adds up and says what is in the store', async () => {
      expect(unbalanced(status)).toEqual([]);
      await server.stop();
      const stored = await readStore(server.dataDir, (store) => store.query('ledger', {}));
      expect(toldLedger(status)).toEqual(stored);
    });

    it('has logged no error', () => {
      expect(server.output).not.toMatch(/"level":[56]0/);
    });
  });
});
