/**
 * `npm run bench:wall`: the wall in a real browser against the real server, prints a table. `--only NAME` (may be
 * repeated), `--minutes N` for the soak [30], `--json FILE`, `--list`.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launchBrowser } from '../../support/browser.ts';
import { describeMachine } from '../machine.ts';
import { formatTable } from '../table.ts';
import { frames } from './frames.ts';
import { map } from './map.ts';
import { paint } from './paint.ts';
import type { Line, WallPart } from './part.ts';
import { reconnect } from './reconnect.ts';
import { soak } from './soak.ts';

const PARTS: readonly WallPart[] = [paint, frames, map, reconnect, soak];
const DEFAULT_MINUTES = 30;

const options = {
  only: { type: 'string', multiple: true },
  minutes: { type: 'string' },
  json: { type: 'string' },
  list: { type: 'boolean' },
} as const;

const say = (text: string): void => void process.stderr.write(`bench:wall: ${text}\n`);

function chosen(only: readonly string[] | undefined): readonly WallPart[] {
  if (only === undefined) return PARTS;
  const unknown = only.filter((name) => !PARTS.some((part) => part.name === name));
  if (unknown.length > 0) throw new RangeError(`no part ${unknown.join(', ')}: see --list`);
  return PARTS.filter((part) => only.includes(part.name));
}

function minutesOf(value: string | undefined): number {
  const minutes = value === undefined ? DEFAULT_MINUTES : Number(value);
  if (!(minutes > 0)) throw new RangeError('--minutes takes a number above 0');
  return minutes;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options });
  if (values.list === true) {
    for (const { name, about } of PARTS) console.log(`${name.padEnd(12)} ${about}`);
    return;
  }
  const parts = chosen(values.only);
  const minutes = minutesOf(values.minutes);
  const directory = mkdtempSync(join(tmpdir(), 'tidewall-bench-wall-'));
  const browser = await launchBrowser();
  const results: { part: string; load: string; lines: readonly Line[] }[] = [];
  const loadBefore = loadavg()[0]!;
  try {
    for (const part of parts) {
      say(`${part.name}: ${part.about}`);
      const lines = await part.run({
        directory,
        browser,
        minutes,
        say: (step) => say(`${part.name}: ${step}`),
      });
      results.push({ part: part.name, load: loadavg()[0]!.toFixed(1), lines });
    }
    const machine = await describeMachine(directory, loadBefore);
    const { processor, cores, memoryGiB, system, node, commit } = machine;
    console.log(
      `${processor}, ${cores} cores, ${memoryGiB} GiB, ${system}, Node ${node}, commit ${commit}\n` +
        `Chromium ${browser.version()} without a GPU: everything is drawn by the processor; load before ${machine.loadBefore}`,
    );
    for (const { part, load, lines } of results) {
      console.log(`\n${part}, load at its end ${load}\n`);
      console.log(formatTable(lines.map((measures) => ({ name: part, measures }))));
    }
    if (values.json !== undefined)
      writeFileSync(values.json, `${JSON.stringify({ machine, results }, null, 2)}\n`);
  } finally {
    await browser.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

await main();
