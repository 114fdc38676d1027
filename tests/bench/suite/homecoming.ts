import type { Engine } from '@tidewall/streams';
import { openEngine } from '@tidewall/streams/testing';
import { cellEnd, keyedChunk, KEYED_FORMAT, MAX_KEYS, type KeyedEvent } from '../data/keyed-events.ts';
import { FIRST_DAY_MS } from '../data/simulated.ts';
import type { Bench, Figure } from '../figure.ts';
import { rates, timed, type Spent } from '../measure.ts';

const KEYS = 5_000_000;
const UPDATES = 2_000_000;
const CHUNK = 16_384;
const PER_SECOND = 5_000;
const SOURCE = 'test:signalling';

/** Events wait for others as long as they do live. */
const LIVE = { revealNumbers: false, maxOutOfOrdernessMs: 1_000 };

const AT_HOME = cellEnd('a1');
const AWAY = cellEnd('d1');

/** S5 and S9: the whole engine over 5 million subscribers, one in ten of them away; then its state saved and restored. */
export const homecoming: Bench = {
  name: 'homecoming',
  about: 'S5, 5 million subscribers through the engine; S9, snapshot of their state and restore',
  async run({ say }) {
    const engine = await openEngine(LIVE);
    // Feeds that stay silent would hold everything back.
    for (const silent of ['test:lifecycle', 'test:usage']) await engine.finish(silent);
    const first = await feed(engine, 0, KEYS, (index) => subscriberAt(index, KEYS));
    say(`${KEYS} subscribers known`);
    const again = await feed(engine, KEYS, UPDATES, (index) => subscriberAt(index * 7, KEYS));
    const { shards } = await engine.counters();
    const { stateBytes, subscribers } = shards[0]!;
    if (subscribers < KEYS) throw new Error(`the engine knows ${subscribers} subscribers of ${KEYS}`);
    const bytesPerKey = stateBytes / subscribers;
    return [
      {
        name: 'engine, 5 M new subscribers',
        ...rates(KEYS, first),
        bytesPerKey,
        peakBytes: process.memoryUsage.rss(),
      },
      { name: 'engine, 5 M known subscribers', ...rates(UPDATES, again) },
      ...(await saveAndRestore(engine)),
    ];
  },
};

/** Feeds events to the engine; only the engine's time counts. */
async function feed(
  engine: Engine,
  from: number,
  count: number,
  eventOf: (index: number) => KeyedEvent,
): Promise<Spent> {
  let wallSeconds = 0;
  let cpuSeconds = 0;
  for (let first = from; first < from + count; first += CHUNK) {
    const size = Math.min(CHUNK, from + count - first);
    const bytes = keyedChunk(first, size, FIRST_DAY_MS, PER_SECOND, eventOf);
    const spent = await timed(
      async () => {
        const { judged } = await engine.ingest({
          source: SOURCE,
          feed: 'signalling',
          format: KEYED_FORMAT,
          bytes,
          firstLine: first + 1,
          now: null,
        });
        if (judged === null || judged.rejected > 0 || judged.late > 0)
          throw new Error('the engine refused events of the bench');
      },
      { collect: false },
    );
    wallSeconds += spent.wallSeconds;
    cpuSeconds += spent.cpuSeconds;
  }
  return { wallSeconds, cpuSeconds };
}

/** Each subscriber once in an order that looks random; one in ten is away from home. */
function subscriberAt(index: number, keys: number): KeyedEvent {
  const subscriber = ((index % keys) * 1_999_993) % MAX_KEYS;
  return { subscriber, cell: subscriber % 10 === 0 ? AWAY : AT_HOME };
}

async function saveAndRestore(engine: Engine): Promise<Figure[]> {
  let snapshot: Uint8Array = new Uint8Array(0);
  const saved = await timed(async () => {
    snapshot = await engine.snapshot();
  });
  await engine.close();
  const other = await openEngine(LIVE);
  const restored = await timed(() => other.restore(snapshot));
  await other.close();
  return [
    { ...seconds('snapshot of 5 M subscribers', saved), bytesPerKey: snapshot.byteLength / KEYS },
    seconds('restore of 5 M subscribers', restored),
  ];
}

function seconds(name: string, { wallSeconds, cpuSeconds }: Spent): Figure {
  return { name, note: `${wallSeconds.toFixed(2)} s, ${cpuSeconds.toFixed(2)} s of processor` };
}
