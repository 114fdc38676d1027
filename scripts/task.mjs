/** The tasks of developers and CI (`npm run NAME`): each on our Node, with what it needs in place. */
import { join } from 'node:path';
import { Problem, main, root, run } from './common.mjs';
import { build } from './build.mjs';
import { prepare } from './prepare.mjs';

const bin = (path) => join(root, 'node_modules', path);
const prettier = bin('prettier/bin/prettier.cjs');
const sourceFolders = ['streams/src', 'clickhouse/src', 'backend/src', 'frontend/src', 'tests'];

/** `steps` run in order, each a list of arguments for Node; the task's own arguments go to the last one. */
const tasks = {
  build: { built: false, prepare: () => build(), steps: [] },
  test: {
    steps: [['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', bin('jest/bin/jest.js')]],
  },
  typecheck: {
    steps: [
      [bin('typescript/bin/tsc'), '-b'],
      [bin('vue-tsc/bin/vue-tsc.js'), '--noEmit', '-p', 'frontend'],
    ],
  },
  lint: { steps: [[bin('eslint/bin/eslint.js'), '--max-warnings=0', '.']] },
  format: { built: false, steps: [[prettier, '--write', '--log-level', 'warn', '.']] },
  'format:check': { built: false, steps: [[prettier, '--check', '--log-level', 'warn', '.']] },
  deps: {
    steps: [
      [
        bin('dependency-cruiser/bin/dependency-cruiser.mjs'),
        '--config',
        '.dependency-cruiser.mjs',
        ...sourceFolders,
      ],
    ],
  },
  unused: { built: false, steps: [[bin('knip/bin/knip.js'), '--config', '.knip.json']] },
  bench: { steps: [['--expose-gc', 'tests/bench/main.ts']] },
  'bench:wall': { steps: [['--expose-gc', 'tests/bench/wall/main.ts']] },
  screenshots: { steps: [['tests/e2e/screenshots.ts']] },
};

await main(async () => {
  const [name = '', ...rest] = process.argv.slice(2);
  const task = tasks[name];
  if (!task) throw new Problem(`no task ${name}`, `one of: ${Object.keys(tasks).join(', ')}`);
  const node = await prepare({ built: task.built ?? true });
  await task.prepare?.();
  for (const [index, step] of task.steps.entries()) {
    const last = index === task.steps.length - 1;
    const code = await run(node, [...step, ...(last ? rest : [])], { cwd: root });
    if (code !== 0) return code;
  }
  return 0;
});
