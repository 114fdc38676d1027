import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WORLD } from '@tidewall/streams/testing';
import { makeCallers, makePerson, type Caller } from '../support/access/callers.ts';
import { tableIn, tableOf, withTable } from '../support/access/table.ts';
import { operationsOf, walk, type ApiDocument } from '../support/access/walk.ts';
import { Api } from '../support/api.ts';
import { startServer, type ServerProcess } from '../support/server.ts';

const PAGE = fileURLToPath(new URL('../../docs/access.md', import.meta.url));
/** Set it to write the table down anew; then read what has changed. */
const WRITES = process.env['TIDEWALL_TEST_WRITE_ACCESS'] !== undefined;

/** What nobody needs to be known for. */
const OPEN = [
  'DELETE /api/v1/session',
  'GET /api/v1/session/oidc',
  'GET /api/v1/session/oidc/callback',
  'GET /api/v1/session/options',
  'GET /api/v1/walls/pairing/{pairingId}',
  'GET /healthz',
  'GET /readyz',
  'POST /api/v1/session',
  'POST /api/v1/walls/pairing',
];
/** What people do is never for a machine that is nobody in particular. */
const OF_PEOPLE =
  /^(\w+ \/api\/v1\/(users|positions|audit|ingest-keys|alerts|annotations|indicators|silences|notifications|schemes|rehearsals|content|contact-policy|contact-preferences|do-not-disturb|dead-letters|kill-switches|channels|ledger)\b|topic (alerts|campaigns)$)/;

/** Ids of the counties in areas.csv, in its order. */
function countiesOf(csv: string): readonly string[] {
  const rows = csv.split('\n').map((line) => line.split(','));
  return rows.filter(([, , level]) => level === 'county').map(([areaId = '']) => areaId);
}

const [MINE = '', OTHER = '', ...MORE] = countiesOf(WORLD.areas ?? '');
const OTHERS = [OTHER, ...MORE];

describe('who may do what', () => {
  let server: ServerProcess;
  let api: Api;
  let document: ApiDocument;
  /** Somebody who sees one county. */
  let ofOneCounty: Readonly<Record<string, string>>;
  let found: ReadonlyMap<string, ReadonlySet<Caller>>;
  beforeAll(async () => {
    server = await startServer();
    api = new Api(server.url);
    const callers = await makeCallers(api, server.output);
    const { administrator } = callers;
    ofOneCounty = await makePerson(api, administrator, 'of-one-county', ['viewer', 'supervisor'], [MINE]);
    document = (await api.request<ApiDocument>('/api/docs/openapi.json')).body;
    found = await walk(api, callers, document);
    if (WRITES) await writeFile(PAGE, withTable(await readFile(PAGE, 'utf8'), tableOf(found)));
  });
  afterAll(() => server.end());
  const openTo = (caller: Caller): string[] =>
    [...found].flatMap(([what, allowed]) => (allowed.has(caller) ? [what] : [])).sort();

  it('is what the table in docs/access.md says, for every call and topic there is', async () => {
    expect(tableOf(found).split('\n')).toEqual(tableIn(await readFile(PAGE, 'utf8')).split('\n'));
    expect(found.size).toBeGreaterThan(50);
  });

  it('is next to nothing without being known', () => expect(openTo('nobody')).toEqual(OPEN));

  it('is nothing of what people do for machines', () => {
    for (const caller of ['key', 'limited key'] as const)
      expect(openTo(caller).filter((what) => OF_PEOPLE.test(what))).toEqual([]);
    // What the wall of this machine shows.
    const shown = openTo('this machine').filter((what) => OF_PEOPLE.test(what));
    expect(shown.sort()).toEqual(['topic alerts', 'topic campaigns']);
  });

  it('is only looking for a wall', () => {
    const changes = openTo('wall').filter((what) => !what.startsWith('GET ') && !what.startsWith('topic '));
    expect(changes).toEqual(OPEN.filter((what) => !what.startsWith('GET ')));
  });

  it('is only delivering for a limited key', () => {
    const more = openTo('limited key').filter((what) => !OPEN.includes(what));
    expect(more.every((what) => what.startsWith('POST /api/v1/ingest/'))).toBe(true);
    expect(more).not.toEqual([]);
  });

  it('is nothing about other areas for somebody of one', async () => {
    await api.putWorld();
    const headers = ofOneCounty;
    const seen: string[] = [];
    for (const { method, path } of operationsOf(document)) {
      if (method !== 'GET' || path.includes('{') || path.startsWith('/api/v1/session')) continue;
      const { status, text } = await api.request(path, { headers });
      expect([path, status < 500]).toEqual([path, true]);
      if (OTHERS.some((areaId) => text.includes(`"${areaId}"`))) seen.push(path);
    }
    expect(seen).toEqual([]);
    for (const path of [`/areas/${OTHER}`, `/areas/${OTHER}/shares`, `/detections?areaId=${OTHER}`]) {
      const { body } = await api.request<{ code: string }>(`/api/v1${path}`, { headers });
      expect([path, body.code]).toEqual([path, 'outside-scope']);
    }
    expect((await api.request(`/api/v1/areas/${MINE}`, { headers })).status).toBe(200);
  });
});
