import { KeyIndex } from '@tidewall/streams';
import type { Bench } from '../figure.ts';
import { rates, timed } from '../measure.ts';

const KEYS = 5_000_000;
const UPDATES = 10_000_000;

/** The hash table behind every keyed state: numbers to dense indexes. */
export const subscriberTable: Bench = {
  name: 'table',
  about: 'subscriber table, 5 million random keys inserted, then found again in random order',
  async run() {
    const keys = randomNumbers(KEYS);
    const index = new KeyIndex();
    const state = new Float64Array(KEYS);
    const inserted = await timed(() => {
      for (let i = 0; i < KEYS; i++) index.add(keys[i]!);
    });
    const updated = await timed(() => {
      for (let i = 0, at = 1; i < UPDATES; i++, at = (at * 48_271) % 2_147_483_647) {
        state[index.add(keys[at % KEYS]!)]! += 1;
      }
    });
    return [
      { name: 'table insert, growing', ...rates(KEYS, inserted), bytesPerKey: index.bytes / index.size },
      { name: 'table find and update', ...rates(UPDATES, updated) },
    ];
  },
};

/** Different numbers of 13 digits as keys, scattered by a multiplier that is coprime to the modulus. */
function randomNumbers(count: number): Float64Array {
  const keys = new Float64Array(count);
  for (let i = 0; i < count; i++)
    keys[i] = 18_613_000_000_000 + Number((BigInt(i) * 618_033_989n) % 1_000_000_007n);
  return keys;
}
