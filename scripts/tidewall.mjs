#!/usr/bin/env node
/** `npx tidewall COMMAND` and `npm start`: prepares the clone, then hands over to the command line on our Node. */
import { join } from 'node:path';
import { main, root, run } from './common.mjs';
import { prepare } from './prepare.mjs';

await main(async () => {
  const node = await prepare();
  return run(node, [join(root, 'backend', 'dist', 'cli', 'index.js'), ...process.argv.slice(2)]);
});
