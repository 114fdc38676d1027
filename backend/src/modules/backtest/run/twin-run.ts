import {
  createEngine,
  FEEDS,
  LocalShard,
  LongNumbers,
  TimeZone,
  type Engine,
  type EngineSettings,
} from '@tidewall/streams';
import type { BacktestResult, RawSlice, RunSetup, Standing } from '../backtest.types.ts';
import { withChanges } from '../thresholds.ts';
import { Comparison, type Which } from './comparison.ts';
import { fidelityOf } from './fidelity.ts';
import { noEvents, readEvents, readNumbers } from './raw-rows.ts';
import { SyntheticNumbers } from './synthetic-numbers.ts';
import { syntheticReference } from './synthetic-reference.ts';
import { tally } from './tally.ts';

/** An engine with its table of long numbers, which batches share. */
interface Run {
  readonly which: Which;
  readonly engine: Engine;
  readonly long: LongNumbers;
}

/**
 * Two engines over the same stored events: one with the thresholds in force, one with the changed ones. Nothing else
 * differs between them. Calls: `numbers` for all numbers, `begin`, `step` for all events in order of time, `finish`.
 */
export class TwinRun {
  readonly #setup: RunSetup;
  readonly #numbers: SyntheticNumbers;
  readonly #runs: readonly Run[];
  readonly #comparison: Comparison;
  #version = '';
  #events = 0;

  constructor(setup: RunSetup) {
    this.#setup = setup;
    this.#numbers = new SyntheticNumbers((digits) => this.#intern(digits));
    const pseudonym = (digits: string): string => this.#numbers.pseudonymOf(digits);
    this.#runs = (['now', 'withChange'] as const).map((which) => openRun(which, setup.settings, pseudonym));
    this.#comparison = new Comparison(setup.span);
  }

  /** Rows of `raw-numbers.sql`. */
  numbers(bytes: Uint8Array): void {
    readNumbers(bytes, this.#numbers);
  }

  async begin(): Promise<void> {
    const { reference, pseudonymKey, changes } = this.#setup;
    const texts = syntheticReference(reference, pseudonymKey, this.#numbers);
    const changed = withChanges(reference.thresholds ?? '', changes);
    this.#version = changed.version;
    for (const { which, engine } of this.#runs) {
      await engine.setReference(which === 'now' ? texts : { ...texts, thresholds: changed.text });
      // All of them before the first event: none may run ahead of the others.
      for (const { source, feed } of this.#setup.sources) await engine.open(source, feed);
    }
  }

  /** Events before `slice.toMs` that were not there before; then event time is there. */
  async step(slice: RawSlice): Promise<void> {
    const { ids } = this.#runs[0]!.engine.reference;
    const batches = FEEDS.flatMap((feed) => readEvents(feed, slice[feed], ids, this.#numbers));
    const spoke = new Map(batches.map((batch) => [nameOf(batch), batch]));
    for (const one of this.#setup.sources) {
      const batch = spoke.get(nameOf(one)) ?? noEvents(one.feed, one.source);
      this.#events += batch.length;
      for (const { which, engine } of this.#runs) {
        const { detections } = await engine.take(batch, slice.toMs);
        this.#comparison.add(which, detections);
      }
    }
  }

  /** @param stored the detections that the store has for the span. */
  async finish(stored: readonly Standing[]): Promise<BacktestResult> {
    const { areas } = this.#runs[0]!.engine.reference;
    for (const { engine } of this.#runs) await engine.close();
    const { span, changes, settings } = this.#setup;
    const zone = new TimeZone(settings.timeZone);
    return {
      from: zone.format(span.fromMs),
      to: zone.format(span.toMs),
      warmUpFrom: zone.format(span.warmUpFromMs),
      events: this.#events,
      unknownNumbers: this.#numbers.unknown,
      version: this.#version,
      changes,
      ...tally(this.#comparison.verdicts(), areas),
      fidelity: fidelityOf(stored, this.#comparison.standing('now')),
    };
  }

  /** The same numbers in the same order give the same keys in both engines. */
  #intern(digits: string): number {
    const keys = this.#runs.map(({ long }) => long.keyOf(digits));
    if (new Set(keys).size > 1) throw new Error('the two engines no longer agree on their long numbers');
    return keys[0]!;
  }
}

function nameOf({ feed, source }: { readonly feed: string; readonly source: string }): string {
  return `${feed} ${source}`;
}

function openRun(which: Which, settings: EngineSettings, pseudonym: (digits: string) => string): Run {
  let long = new LongNumbers();
  const engine = createEngine(settings, {
    pseudonym,
    shardPort: (index, given, table) => {
      long = table;
      return new LocalShard(index, given, table);
    },
  });
  return { which, engine, long };
}
