import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ndjson } from '@tidewall/streams/testing';
import { Api } from '../../support/api.ts';
import {
  backFor,
  Campaigns,
  journeys,
  OPEN_POLICY,
  putResidents,
  seenHome,
  WELCOME,
} from '../../support/campaign.ts';
import { smppSettings } from '../../support/channel.ts';
import { startServer } from '../../support/server.ts';
import { SmppProvider } from '../../support/smpp-provider.ts';
import { until } from '../../support/until.ts';
import { quantiles, type Bench, type Figure } from '../figure.ts';

const PER_SECOND = 250;
const SECONDS = 30;
const PEOPLE = PER_SECOND * SECONDS;
const SLICE_MS = 100;

/** G1: from the signalling event that makes a homecoming, over HTTP, to the message at an SMPP server. */
export const dispatch: Bench = {
  name: 'dispatch',
  about: 'G1, 250 homecomings a second over HTTP into the real server: time to the message at the provider',
  async run({ directory }) {
    const provider = await new SmppProvider().start();
    const sent = new Map<string, number>();
    const arrived = new Map<string, number>();
    provider.script = ({ to }) => {
      arrived.set(to, performance.now());
      return { answer: 'accept', receipt: { stat: 'DELIVRD', afterMs: 20 } };
    };
    const channel = smppSettings(provider, { responseTimeout: '10s', maxWait: '2s', window: 50 });
    const dataDir = join(directory, 'dispatch');
    await mkdir(dataDir);
    const server = await startServer({
      dataDir,
      flags: ['--log-level', 'warn'],
      env: { TIDEWALL_CHANNELS: JSON.stringify({ sms: channel }) },
    });
    try {
      const api = new Api(server.url);
      const numbers = await putResidents(api, PEOPLE);
      await api.post('signalling', ndjson(journeys(numbers, backFor(Date.now()))));
      const campaigns = await Campaigns.open(server);
      await campaigns.policy(OPEN_POLICY);
      await campaigns.run(WELCOME);
      await sendHome(api, numbers, sent);
      await until('every message is with the provider', () => arrived.size === PEOPLE, 120_000);
      await until('every receipt is confirmed', () => provider.deliveries.open === 0, 60_000);
      const { total } = await campaigns.ledger();
      return [figureOf(sent, arrived, total.byReason['sent'] ?? 0, provider.ledger.duplicates().size)];
    } finally {
      await server.end();
      await provider.stop();
    }
  },
};

/** Steadily, waiting for nobody: a slice of people each tenth of a second. */
async function sendHome(api: Api, numbers: readonly string[], sent: Map<string, number>): Promise<void> {
  const began = performance.now();
  const slice = (PER_SECOND * SLICE_MS) / 1_000;
  const answers: Promise<unknown>[] = [];
  for (let from = 0; from < numbers.length; from += slice) {
    await sleep(Math.max(0, began + (from / PER_SECOND) * 1_000 - performance.now()));
    const people = numbers.slice(from, from + slice);
    for (const msisdn of people) sent.set(msisdn, performance.now());
    answers.push(api.post('signalling', ndjson(seenHome(people, Date.now()))));
  }
  await Promise.all(answers);
}

function figureOf(
  sent: ReadonlyMap<string, number>,
  arrived: ReadonlyMap<string, number>,
  accounted: number,
  duplicates: number,
): Figure {
  const times = [...arrived].map(([msisdn, at]) => at - sent.get(msisdn)!).sort((a, b) => a - b);
  const latencyMs = quantiles(times);
  const p95 = times[Math.ceil(times.length * 0.95) - 1] ?? 0;
  return {
    name: `G1 event to submit, ${PER_SECOND} triggers a second`,
    events: times.length,
    ...(latencyMs === undefined ? {} : { latencyMs }),
    note: `p95 ${Math.round(p95)} ms with the second that the watermark waits, ${accounted} in the ledger, ${duplicates} duplicates`,
  };
}
