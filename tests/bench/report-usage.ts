/** Preloaded into measured processes (`node --import`): writes what the process used when it ends. */
import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const file = process.env['BENCH_USAGE_FILE'];
if (isMainThread && file !== undefined) {
  process.once('exit', () => writeFileSync(file, JSON.stringify(process.resourceUsage())));
}
