import { openChannel, smppSettings, type OpenedChannel } from '../../support/channel.ts';
import { SmppProvider, type Behaviour } from '../../support/smpp-provider.ts';
import { until } from '../../support/until.ts';
import { quantiles, type Bench, type Figure } from '../figure.ts';
import { rates, timed } from '../measure.ts';

const WARM_UP = 2_000;
const MESSAGES = 30_000;
const WINDOW = 50;

/** M1 and M2: what the SMPP channel carries. The provider runs in the same thread and takes its half of the time. */
export const sms: Bench = {
  name: 'sms',
  about: 'M1 messages through an SMPP window of 50 on loopback, M2 with a receipt for each',
  async run() {
    return [
      await throughput('M1 SMPP submits, window 50', { answer: 'accept' }),
      await throughput('M2 SMPP submits with receipts, window 50', {
        answer: 'accept',
        receipt: { stat: 'DELIVRD', afterMs: 5 },
      }),
    ];
  },
};

async function throughput(name: string, behaviour: Behaviour): Promise<Figure> {
  const provider = await new SmppProvider().start();
  provider.script = () => behaviour;
  const opened = openChannel(
    smppSettings(provider, { window: WINDOW, maxWait: '10s', responseTimeout: '10s' }),
  );
  try {
    await until('the channel is bound', () => opened.channel.status().state === 'ready');
    await submit(opened, 0, WARM_UP);
    let latencies: number[] = [];
    const spent = await timed(async () => {
      latencies = await submit(opened, WARM_UP, MESSAGES);
      if (behaviour.receipt !== undefined) {
        await until('all receipts', () => opened.receipts.length >= WARM_UP + MESSAGES);
      }
    });
    const duplicates = provider.ledger.duplicates().size;
    const latencyMs = quantiles(latencies);
    return {
      name,
      ...rates(MESSAGES, spent),
      ...(latencyMs === undefined ? {} : { latencyMs }),
      note: `${duplicates} duplicates`,
    };
  } finally {
    await opened.channel.close();
    await provider.stop();
  }
}

/** As many at a time as the window has places; answers how long each took. */
async function submit({ channel }: OpenedChannel, first: number, count: number): Promise<number[]> {
  const latencies: number[] = [];
  let next = first;
  const one = async (): Promise<void> => {
    while (next < first + count) {
      const id = next++;
      const began = performance.now();
      const message = {
        submissionId: `m-${id}`,
        to: String(8_613_800_000_000 + id),
        text: '欢迎回家，回TD退订',
      };
      const { outcome } = await channel.submit(message);
      if (outcome !== 'accepted') throw new Error(`a message of the benchmark is ${outcome}`);
      latencies.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: WINDOW }, one));
  return latencies;
}
