/** `npm run bench`: runs the benchmarks, prints a table. `--only NAME` (may be repeated), `--json FILE`, `--list`. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { BenchContext, Figure } from './figure.ts';
import { describeMachine, type Machine } from './machine.ts';
import { BENCHES } from './suite.ts';
import { formatTable } from './table.ts';

const options = {
  only: { type: 'string', multiple: true },
  json: { type: 'string' },
  list: { type: 'boolean' },
} as const;

const say = (text: string): void => void process.stderr.write(`bench: ${text}\n`);

function chosen(only: readonly string[] | undefined): typeof BENCHES {
  if (only === undefined) return BENCHES;
  const unknown = only.filter((name) => !BENCHES.some((bench) => bench.name === name));
  if (unknown.length > 0) throw new RangeError(`no benchmark ${unknown.join(', ')}: see --list`);
  return BENCHES.filter((bench) => only.includes(bench.name));
}

async function measureAll(benches: typeof BENCHES, context: BenchContext): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const bench of benches) {
    say(`${bench.name}: ${bench.about}`);
    const began = performance.now();
    figures.push(...(await bench.run(context)));
    say(`${bench.name}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
  }
  return figures;
}

function heading(machine: Machine): string {
  const { processor, cores, memoryGiB, system, node, clickhouse, commit, loadBefore } = machine;
  return (
    `${processor}, ${cores} cores, ${memoryGiB} GiB, ${system}\n` +
    `Node ${node}, ClickHouse ${clickhouse}, commit ${commit}, load before ${loadBefore}\n`
  );
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options });
  if (values.list === true) {
    for (const { name, about } of BENCHES) console.log(`${name.padEnd(12)} ${about}`);
    return;
  }
  const benches = chosen(values.only);
  const directory = mkdtempSync(join(tmpdir(), 'tidewall-bench-'));
  try {
    const loadBefore = loadavg()[0]!;
    const figures = await measureAll(benches, { directory, say });
    const machine = await describeMachine(directory, loadBefore);
    console.log(`${heading(machine)}\n${formatTable(figures)}`);
    if (values.json !== undefined)
      writeFileSync(values.json, `${JSON.stringify({ machine, figures }, null, 2)}\n`);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

await main();
