import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
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
import { startServer, type ServerProcess } from '../support/server.ts';
import { until } from '../support/until.ts';

const PEOPLE = 60;
const HELD_OUT = 0.5;

interface Rehearsal {
  readonly state: string;
  readonly funnel: { readonly triggers: number; readonly sent: number; readonly heldOut: number };
  readonly cost: { readonly messages: number; readonly segments: number };
  readonly samples: readonly { readonly text: string | null }[];
}
interface Effect {
  readonly verdict: string;
  readonly maturing: number;
  readonly words: { readonly zh: string };
}
interface Funnel {
  readonly triggers: number;
  readonly sent: number;
  readonly heldOut: number;
  readonly waiting: number;
  readonly converted: number;
}
interface Draft {
  readonly schemeId: string;
}

describe('a scheme from its rehearsal to its effect', () => {
  let server: ServerProcess;
  let api: Api;
  let campaigns: Campaigns;
  let numbers: readonly string[];
  let schemeId: string;

  beforeAll(async () => {
    server = await startServer();
    api = new Api(server.url);
    numbers = await putResidents(api, PEOPLE);
    await api.ingest('signalling', journeys(numbers, backFor(Date.now() - 100_000)));
    campaigns = await Campaigns.open(server);
    await campaigns.policy(OPEN_POLICY);
    schemeId = await campaigns.run({ ...WELCOME, controlShare: HELD_OUT });
    await api.ingest('signalling', seenHome(numbers, Date.now() - 1_000));
  });
  afterAll(() => server.end());

  const get = async <T>(path: string): Promise<T> => (await campaigns.author.get<T>(path)).body;
  const funnel = () => get<Funnel>(`/schemes/${schemeId}/funnel`);

  it('decides for each homecoming, and shows what became of them', async () => {
    const now = await until('all are decided', async () => {
      const found = await funnel();
      return found.sent + found.heldOut === PEOPLE ? found : undefined;
    });
    expect(now).toMatchObject({ triggers: PEOPLE, waiting: 0, converted: 0 });
    expect(now.heldOut).toBeGreaterThan(0);
    expect(now.sent).toBeGreaterThan(0);
  });

  it('would have decided the same in a rehearsal of another draft of it', async () => {
    const copy = await campaigns.author.done<Draft>('POST', `/schemes/${schemeId}/copy`);
    const path = `/schemes/${copy.schemeId}/rehearse`;
    const { rehearsalId } = await campaigns.author.done<{ rehearsalId: string }>('POST', path, { hours: 24 });
    const done = await until('it is played', async () => {
      const rehearsal = await get<Rehearsal>(`/rehearsals/${rehearsalId}`);
      return rehearsal.state === 'done' ? rehearsal : undefined;
    });
    expect(done.funnel.triggers).toBe(PEOPLE);
    expect(done.funnel.sent + done.funnel.heldOut).toBe(PEOPLE);
    expect(done.cost).toMatchObject({ messages: done.funnel.sent, segments: done.funnel.sent });
    expect(done.samples).toHaveLength(20);
    expect(done.samples[0]?.text).toMatch(/^欢迎回到.+，回复TD退订$/);
  });

  it('counts conversions from lifecycle events, and says when it is too early to tell', async () => {
    const eventTime = new Date(Date.now()).toISOString();
    const orders = numbers.map((msisdn) => ({ eventTime, eventType: 'product-ordered', msisdn }));
    await api.ingest('lifecycle', orders);
    const { sent } = await funnel();
    await until('conversions are there', async () => (await funnel()).converted === sent);
    const effect = await get<Effect>(`/schemes/${schemeId}/effect`);
    expect(effect).toMatchObject({ verdict: 'not-enough-sample', maturing: PEOPLE });
    expect(effect.words.zh).toContain('样本不足');
  });

  it('never shows a number, neither in answers nor in the log', async () => {
    const paths = ['', '/effect', '/funnel', '/rehearsals', '/versions'].map(
      (end) => `/schemes/${schemeId}${end}`,
    );
    const answers = await Promise.all(paths.map((path) => campaigns.author.get(path)));
    expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 200));
    const shown = answers.map(({ text }) => text).join('\n') + server.output;
    for (const number of numbers) expect(shown).not.toContain(number);
  });
});
