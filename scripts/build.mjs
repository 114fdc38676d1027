/** Builds what is out of date: the server side with `tsc -b`, the wall with Vite. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem, root, run, say, seconds } from './common.mjs';
import { findRuntime } from './runtime.mjs';

const servers = ['streams', 'clickhouse', 'backend'];

const parts = [
  {
    name: 'server',
    sources: [
      'tsconfig.base.json',
      'package-lock.json',
      ...servers.flatMap((name) => [`${name}/src`, `${name}/package.json`, `${name}/tsconfig.json`]),
      'backend/migrations',
    ],
    outputs: [
      'streams/dist/index.js',
      'clickhouse/dist/index.js',
      'backend/dist/cli/index.js',
      'backend/dist/empty-database/PG_VERSION',
    ],
    steps: [
      { bin: 'typescript/bin/tsc', args: ['-b', 'backend'], cwd: '.' },
      { program: 'backend/dist/server/make-empty-database.js', args: [], cwd: '.' },
    ],
  },
  {
    name: 'wall',
    sources: ['tsconfig.base.json', 'package-lock.json', 'frontend', 'streams/src/events'],
    outputs: ['frontend/dist/index.html', 'frontend/src/features/live/protocol/dist/index.d.ts'],
    steps: [
      { bin: 'vite/bin/vite.js', args: ['build', '--logLevel', 'warn'], cwd: 'frontend' },
      // Types of what tests and benches follow the socket with.
      { bin: 'typescript/bin/tsc', args: ['-b', 'tsconfig.protocol.json'], cwd: 'frontend' },
    ],
  },
];

const isSource = (name) =>
  !['dist', 'node_modules'].includes(name) && !/\.spec\.ts$|\.tsbuildinfo$/.test(name);

function* filesUnder(path) {
  if (!existsSync(join(root, path))) return;
  const entries = /\.[a-z]+$/.test(path) ? undefined : readdirSync(join(root, path), { withFileTypes: true });
  if (!entries) return yield path;
  for (const entry of entries
    .filter(({ name }) => isSource(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.isDirectory()) yield* filesUnder(`${path}/${entry.name}`);
    else yield `${path}/${entry.name}`;
  }
}

/** A digest of the contents: neither a fresh clone's times nor a branch switch can fool it. */
function fingerprint({ sources }) {
  const digest = createHash('sha256');
  for (const file of sources.flatMap((path) => [...filesUnder(path)])) {
    digest
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0');
  }
  return digest.digest('hex');
}

const stampOf = ({ name }) => join(root, 'node_modules', '.cache', 'tidewall', `${name}.built`);

function isBuilt(part) {
  const stamp = stampOf(part);
  const complete = part.outputs.every((output) => existsSync(join(root, output)));
  return complete && existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint(part);
}

/** The parts that need a build. */
export const outdated = () => parts.filter((part) => !isBuilt(part));

/** tsc believes its build info even when its output is gone. */
function forgetLostOutputs() {
  for (const name of servers.filter((server) => !existsSync(join(root, server, 'dist', 'index.js')))) {
    rmSync(join(root, name, 'tsconfig.tsbuildinfo'), { force: true });
  }
}

export async function build(wanted = parts) {
  forgetLostOutputs();
  for (const part of wanted) {
    const startedAt = Date.now();
    const before = fingerprint(part);
    say(`building the ${part.name} …`);
    for (const { bin, program = `node_modules/${bin}`, args, cwd } of part.steps) {
      // Compilers print their faults on stdout; ours is for data.
      const code = await run(findRuntime(), [join(root, program), ...args], {
        cwd: join(root, cwd),
        stdio: ['ignore', 2, 2],
      });
      if (code >= 128) throw new Problem('the build was interrupted', 'run the command again');
      if (code !== 0)
        throw new Problem(
          `the ${part.name} does not build`,
          'the faults are above; on an untouched clone please report them',
        );
    }
    mkdirSync(join(stampOf(part), '..'), { recursive: true });
    writeFileSync(stampOf(part), before);
    say(`built the ${part.name} in ${seconds(startedAt)}`);
  }
}
