import { writeFileSync } from 'node:fs';
import type { Mistake } from './evaluation.ts';

/** Writes mistakes as NDJSON with readable times; raw numbers are in it, as in the truth. */
export function writeMistakes(path: string, mistakes: readonly Mistake[]): void {
  const lines = mistakes.map(({ timeMs, endMs, ...mistake }) =>
    JSON.stringify({
      ...mistake,
      time: new Date(timeMs).toISOString(),
      ...(endMs === null ? {} : { end: new Date(endMs).toISOString() }),
    }),
  );
  writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
}
