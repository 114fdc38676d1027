/** Everything between a fresh clone and a runnable program: install, then build, each only when needed. */
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build, outdated } from './build.mjs';
import { Problem, root, say } from './common.mjs';
import { install, isInstalled } from './install.mjs';
import { findRuntime, installRuntime } from './runtime.mjs';

const lockPath = join(
  tmpdir(),
  `tidewall-prepare-${createHash('sha256').update(root).digest('hex').slice(0, 16)}.pid`,
);

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function lockHolder() {
  try {
    return { pid: Number(readFileSync(lockPath, 'utf8')), ageMs: Date.now() - statSync(lockPath).mtimeMs };
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    return { pid: 0, ageMs: Infinity };
  }
}

/** The process that prepares this clone right now, or undefined after taking its place. */
function otherPreparer() {
  try {
    writeFileSync(lockPath, String(process.pid), { flag: 'wx' });
    return undefined;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const { pid, ageMs } = lockHolder();
  // Between making the file and writing into it there is a moment without a number.
  if (pid ? isAlive(pid) : ageMs < 5_000) return pid;
  rmSync(lockPath, { force: true });
  return otherPreparer();
}

/** Two commands started together must not install or build at once. */
async function alone(work) {
  for (let told = false, pid = otherPreparer(); pid !== undefined; pid = otherPreparer()) {
    if (!told) say(`waiting for process ${pid}, which is installing or building …`);
    told = true;
    await sleep(500);
  }
  try {
    await work();
  } finally {
    rmSync(lockPath, { force: true });
  }
}

function checkNode() {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    throw new Problem(
      `Node ${process.versions.node} is too old`,
      'install Node 20 or later (it only starts things; Tidewall brings its own)',
    );
  }
}

/** Resolves to the Node to run on. With `built: false` only the dependencies are seen to. */
export async function prepare({ built = true } = {}) {
  checkNode();
  const isReady = () => isInstalled() && !(built && outdated().length);
  if (!isReady()) {
    await alone(async () => {
      if (!isInstalled()) await install();
      installRuntime();
      const parts = built ? outdated() : [];
      if (parts.length) await build(parts);
    });
  }
  return findRuntime();
}
