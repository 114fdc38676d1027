import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { operationsOf, type ApiDocument } from '../support/access/walk.ts';
import { Api } from '../support/api.ts';
import {
  backFor,
  Campaigns,
  journeys,
  OPEN_POLICY,
  putResidents,
  seenHome,
  WELCOME,
} from '../support/campaign.ts';
import { smppSettings } from '../support/channel.ts';
import { readStore } from '../support/ledger.ts';
import { NumberHunt } from '../support/number-hunt.ts';
import { newPerson, type Person } from '../support/people.ts';
import { startServer, temporaryDirectory, type ServerProcess } from '../support/server.ts';
import { SmppProvider } from '../support/smpp-provider.ts';
import { LiveClient } from '../support/socket.ts';
import { until } from '../support/until.ts';

const PEOPLE = 6;
/** Nobody in the reference data. */
const UPLOADED = '8613977001122';
const OF_STAFF = '8613977003344';
const ALL_ROLES = ['viewer', 'reporter', 'reviewer', 'supervisor', 'campaign-manager', 'administrator'];
/** ESME_RINVDSTADR: a message that is refused for good. */
const WRONG_ADDRESS = 0x0b;

/** What happens to a number between a detection and a provider, and to those of staff. */
describe('raw numbers of those who are contacted', () => {
  const provider = new SmppProvider({ keep: 1_000 });
  let dataDir: string;
  let remove: () => Promise<void>;
  let server: ServerProcess;
  let api: Api;
  let client: LiveClient;
  let person: Person;
  let numbers: readonly string[];
  let hunt: NumberHunt;
  let schemeId: string;

  beforeAll(async () => {
    await provider.start();
    ({ path: dataDir, remove } = await temporaryDirectory());
    const TIDEWALL_CHANNELS = JSON.stringify({ sms: smppSettings(provider) });
    server = await startServer({ dataDir, env: { TIDEWALL_CHANNELS } });
    api = new Api(server.url);
    client = new LiveClient(server.url);
    for (const topic of ['detections', 'alerts', 'campaigns']) await client.subscribe(topic);
    numbers = await putResidents(api, PEOPLE);
    hunt = new NumberHunt([...numbers, UPLOADED, OF_STAFF]);
    person = await everybodyAtOnce(await contact());
    await askEverything();
  });
  afterAll(async () => {
    client.close();
    await server.end();
    await provider.stop();
    await remove();
  });

  /** One is refused by the register, one by the provider, and the others are greeted. */
  async function contact(): Promise<Campaigns> {
    const [refused = '', unknown = ''] = numbers;
    provider.script = ({ to }) =>
      to === unknown
        ? { answer: WRONG_ADDRESS }
        : { answer: 'accept', receipt: { stat: 'DELIVRD', afterMs: 20 } };
    const campaigns = await Campaigns.open(server);
    await campaigns.policy(OPEN_POLICY);
    await campaigns.author.done('POST', '/do-not-disturb', { numbers: [refused, `+${UPLOADED}`] });
    schemeId = await campaigns.run(WELCOME);
    await api.ingest('signalling', journeys(numbers, backFor(Date.now() - 10_000)));
    await api.ingest('signalling', seenHome(numbers, Date.now() - 1_000));
    await until('every trigger has ended', async () => {
      const { total } = await campaigns.ledger();
      return total.triggers === PEOPLE && (total.byReason['sent'] ?? 0) === PEOPLE - 2;
    });
    return campaigns;
  }

  /** Somebody who may do everything, and has a telephone. */
  async function everybodyAtOnce({ administrator }: Campaigns): Promise<Person> {
    const made = await newPerson(server.url, administrator, 'everything', ALL_ROLES);
    const { body } = await administrator.get<{ version: number }>(`/users/${made.id}`);
    await administrator.done('PATCH', `/users/${made.id}`, { version: body.version, phone: `+${OF_STAFF}` });
    return made;
  }

  /** Whatever can be asked for without knowing an id, and what hangs on the scheme. */
  async function askEverything(): Promise<void> {
    const { body } = await api.request<ApiDocument>('/api/docs/openapi.json');
    for (const { method, path } of operationsOf(body)) {
      if (method !== 'GET' || path.includes('{') || path.startsWith('/api/v1/session')) continue;
      if (path.startsWith('/api/v1/')) await person.get(path.slice('/api/v1'.length));
    }
    const { rehearsalId } = await person.done<{ rehearsalId: string }>(
      'POST',
      `/schemes/${schemeId}/rehearse`,
    );
    await until('the rehearsal is over', async () => {
      const { body: rehearsal } = await person.get<{ state: string }>(`/rehearsals/${rehearsalId}`);
      return rehearsal.state === 'done';
    });
    for (const part of ['', '/funnel', '/effect', '/versions', '/rehearsals'])
      await person.get(`/schemes/${schemeId}${part}`);
    await person.done('POST', '/dead-letters/replay', { schemeId });
  }

  it('reach the provider, and only those that may', () => {
    const reached = new Set(provider.ledger.messages.map(({ to }) => to));
    expect([...reached].sort()).toEqual(numbers.slice(2));
  });

  it('are in no answer to anybody', () => {
    const answers = [...api.transcript, ...person.transcript].join('\n');
    expect(answers).toContain('"unreachable":1');
    expect(answers).toContain('"samples":[{');
    expect(answers).toContain('"hasPhone":true');
    expect(hunt.find(answers)).toEqual([]);
  });

  it('are in no message of the socket', async () => {
    await client.seen('campaigns', ({ kind }) => kind === 'delta');
    expect(hunt.find(JSON.stringify(client.messages))).toEqual([]);
  });

  it('are in no log line, down to debug', () => {
    expect(server.output).toContain('"msg":"request answered"');
    expect(hunt.find(server.output)).toEqual([]);
  });

  it('are in no file, while the server runs and after: the vault is sealed', async () => {
    const running = await hunt.findInFiles(dataDir);
    expect(running.found).toEqual([]);
    await server.stop();
    const { found, files } = await hunt.findInFiles(dataDir);
    expect(files).toBeGreaterThan(500);
    expect(found).toEqual([]);
    const stored = await readStore(dataDir, (store) => hunt.findInStore(store));
    expect(stored.rows).toBeGreaterThan(PEOPLE);
    expect(stored.found).toEqual([]);
    const kept = await hunt.findInPostgres(dataDir);
    expect(kept.rows).toBeGreaterThan(100);
    expect(kept.found).toEqual([]);
  });
});
