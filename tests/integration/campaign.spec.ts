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
import { smppSettings } from '../support/channel.ts';
import { startServer, type ServerProcess } from '../support/server.ts';
import { SmppProvider } from '../support/smpp-provider.ts';
import { until } from '../support/until.ts';

const DAY = 24 * 3_600_000;
const HOUR_MINUTES = 60;
const PEOPLE = 14;

describe('from a signalling event to a message and its receipt', () => {
  let provider: SmppProvider;
  let server: ServerProcess;
  let api: Api;
  let campaigns: Campaigns;
  let numbers: readonly string[];
  let next = 0;

  beforeAll(async () => {
    provider = await new SmppProvider({ keep: 10_000 }).start();
    provider.script = () => ({ answer: 'accept', receipt: { stat: 'DELIVRD', afterMs: 20 } });
    server = await startServer({
      env: { TIDEWALL_CHANNELS: JSON.stringify({ sms: smppSettings(provider) }) },
    });
    api = new Api(server.url);
    numbers = await putResidents(api, PEOPLE);
    await api.ingest('signalling', journeys(numbers, backFor(Date.now() - 100_000)));
    campaigns = await Campaigns.open(server);
    await campaigns.policy(OPEN_POLICY);
  });
  afterAll(async () => {
    await server.end();
    await provider.stop();
  });

  /** Somebody who has not come home yet. */
  const someone = (): string => numbers[next++]!;
  const comeHome = (...people: readonly string[]) =>
    api.ingest('signalling', seenHome(people, Date.now() - 1_000));
  const taken = (msisdn: string) => provider.ledger.messages.filter(({ to }) => to === msisdn);
  const reasons = async (schemeId: string) => (await campaigns.ledger(schemeId)).total.byReason;
  const ends = (schemeId: string, expected: Readonly<Record<string, number>>) =>
    until(`${JSON.stringify(expected)}`, async () => {
      const found = await reasons(schemeId);
      const [a, b] = [found, expected].map((each) => JSON.stringify(Object.entries(each).sort()));
      return a === b;
    });
  const end = async (schemeId: string): Promise<void> => {
    const { body } = await campaigns.approver.get<{ rowVersion: number }>(`/schemes/${schemeId}`);
    await campaigns.approver.done('POST', `/schemes/${schemeId}/end`, { rowVersion: body.rowVersion });
  };

  it('leaves alone whose homecoming is old news', async () => {
    const schemeId = await campaigns.run({ ...WELCOME, name: '新鲜', maxAgeMs: 60_000 });
    await api.ingest('signalling', seenHome([someone()], Date.now() - 100_000));
    await ends(schemeId, { stale: 1 });
    await end(schemeId);
  });

  it('greets who comes home within seconds, and hears that it arrived', async () => {
    const schemeId = await campaigns.run(WELCOME);
    const msisdn = someone();
    const began = performance.now();
    await comeHome(msisdn);
    const [message] = await until('the provider has it', () => taken(msisdn).length > 0 && taken(msisdn));
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(message).toMatchObject({ text: expect.stringMatching(/^欢迎回到.+，回复TD退订$/), from: '10655' });
    await ends(schemeId, { sent: 1 });
    await until('the receipt is confirmed', () => provider.deliveries.open === 0);
    await end(schemeId);
  });

  it('refuses each for a reason of their own, and the ledger adds up', async () => {
    const [refused, both, better, ...people] = Array.from({ length: 9 }, someone) as [string, string, string];
    await campaigns.author.done('POST', '/do-not-disturb', { numbers: [`+${refused}`] });
    const low = await campaigns.run({ ...WELCOME, name: '低', priority: 10 });
    await comeHome(refused);
    await ends(low, { 'do-not-disturb': 1 });
    const high = await campaigns.run({ ...WELCOME, name: '高', priority: 20 });
    await comeHome(better);
    await ends(high, { sent: 1 });
    await ends(low, { 'do-not-disturb': 1, 'lower-priority': 1 });

    const caps = [{ scope: 'all', key: null, limit: 1, windowMs: DAY }];
    await campaigns.policy({ ...OPEN_POLICY, caps, competeMs: 0 });
    await comeHome(both);
    await ends(high, { sent: 2 });
    await ends(low, { 'do-not-disturb': 1, 'lower-priority': 1, capped: 1 });
    await end(low);
    await end(high);

    await campaigns.policy(OPEN_POLICY);
    const control = await campaigns.run({ ...WELCOME, name: '对照', controlShare: 0.5 });
    await comeHome(...people);
    await until('all are decided', async () => {
      const { 'held-out': heldOut = 0, sent = 0 } = await reasons(control);
      return heldOut + sent === people.length;
    });
    await end(control);

    await campaigns.policy({ ...OPEN_POLICY, quietHours: quietNow() });
    const night = await campaigns.run({ ...WELCOME, name: '夜' });
    await comeHome(someone());
    await ends(night, { 'quiet-hours-deferred': 1 });
    await campaigns.policy(OPEN_POLICY);

    const all = await campaigns.ledger();
    expect(all.addsUp).toBe(true);
    expect(all.total).toMatchObject({ triggers: 14, difference: 0 });
    const { sent = 0 } = all.total.byReason;
    expect(provider.ledger.taken).toBe(sent);
    expect([...provider.ledger.duplicates()]).toEqual([]);
    expect(taken(refused)).toEqual([]);
    expect(taken(both)).toHaveLength(1);
    await end(night);
  });

  it('sends nothing more to who answers TD', async () => {
    const schemeId = await campaigns.run(WELCOME);
    const msisdn = someone();
    provider.reply(msisdn, '10655', 'TD');
    await until('the register has it', async () => {
      const { body } = await campaigns.author.get<{ bySource: Record<string, number> }>('/do-not-disturb');
      return (body.bySource['reply'] ?? 0) > 0;
    });
    await comeHome(msisdn);
    await ends(schemeId, { 'do-not-disturb': 1 });
    expect(taken(msisdn)).toEqual([]);
    await end(schemeId);
  });

  it('keeps numbers out of logs and answers', () => {
    for (const msisdn of numbers) {
      expect(server.output).not.toContain(msisdn.slice(2));
      expect(api.transcript.join('\n')).not.toContain(msisdn.slice(2));
    }
  });
});

/** Quiet hours around this very moment. */
function quietNow(): object {
  const minute = Math.floor(((Date.now() + 8 * 3_600_000) % DAY) / 60_000);
  return {
    fromMinute: (minute + 1_440 - HOUR_MINUTES) % 1_440,
    toMinute: (minute + 2 * HOUR_MINUTES) % 1_440,
    holidays: 'as-usual',
  };
}
