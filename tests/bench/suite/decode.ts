import { FeedDecoder, LongNumbers, type Feed, type KnownIds, type SourceChunk } from '@tidewall/streams';
import { referenceOf, sampleHour, simulatedWorld, type Sample } from '../data/simulated.ts';
import type { Bench, Figure } from '../figure.ts';
import { repeated } from '../measure.ts';

const FEEDS: readonly Feed[] = ['signalling', 'usage'];
const KINDS = ['csv', 'mapped', 'ndjson'] as const;

/** S0: bytes to validated columns, which are thrown away. */
export const decode: Bench = {
  name: 'decode',
  about: 'S0, decode and validate into columns and discard, by format',
  async run() {
    const world = simulatedWorld(20_000);
    const { ids } = referenceOf(world);
    const figures: Figure[] = [];
    for (const feed of FEEDS) {
      for (const kind of KINDS)
        figures.push(await decodeSample(ids, feed, kind, sampleHour(world, feed, kind)));
      figures.push(await parseOnly(feed, sampleHour(world, feed, 'ndjson')));
    }
    return figures;
  },
};

function decodeSample(
  ids: KnownIds,
  feed: Feed,
  kind: string,
  { bytes, format, events }: Sample,
): Promise<Figure> {
  const decoder = new FeedDecoder(feed, ids, new LongNumbers());
  const chunk: SourceChunk = { source: 'bench', feed, format, bytes, firstLine: 1, now: null };
  const { batch } = decoder.decode(chunk);
  if (batch.length !== events)
    throw new Error(`${feed} ${kind}: ${batch.length} of ${events} events decoded`);
  return repeated(`decode ${feed} ${kind}`, events, () => void decoder.decode(chunk));
}

/** What the platform's parser takes for the same lines, without validation and columns: for comparison. */
function parseOnly(feed: Feed, { bytes, events }: Sample): Promise<Figure> {
  const decoder = new TextDecoder();
  return repeated(`JSON.parse ${feed}, no validation`, events, () => {
    for (const line of decoder.decode(bytes).split('\n')) if (line !== '') JSON.parse(line);
  });
}
