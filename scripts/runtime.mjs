/** The Node that everything runs on: the one that the npm package `node` brings, whatever the machine has. */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Problem, root } from './common.mjs';

const NEEDED_MAJOR = 24;
const modules = join(root, 'node_modules');

/** A file of 1 MB and more: install scripts that were held back leave a placeholder or nothing. */
const isProgram = (path) => existsSync(path) && statSync(path).size > 1_000_000;

function candidates() {
  const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  const platformPackage = `${prefix}-${process.platform}-${process.arch}`;
  return [
    join(modules, 'node', 'bin', 'node'),
    join(modules, 'node', 'node_modules', platformPackage, 'bin', 'node'),
    join(modules, platformPackage, 'bin', 'node'),
  ];
}

/** The path of our Node, or undefined before it is installed. */
export function findRuntime() {
  const found = candidates().find(isProgram);
  if (found) return found;
  return Number(process.versions.node.split('.')[0]) >= NEEDED_MAJOR ? process.execPath : undefined;
}

/**
 * Some npm set-ups hold back install scripts (`ignore-scripts`), and with them our Node; its own installer
 * then runs here, by name.
 */
export function installRuntime() {
  const folder = join(modules, 'node');
  if (findRuntime() || !existsSync(folder)) return;
  spawnSync(process.execPath, ['installArchSpecificPackage.js'], {
    cwd: folder,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, npm_config_ignore_scripts: 'false' },
  });
  if (!findRuntime()) {
    throw new Problem(
      `Node ${NEEDED_MAJOR} for ${process.platform} on ${process.arch} could not be installed from the npm registry`,
      `use Linux (glibc) or macOS on x64 or arm64, or start with a system Node of version ${NEEDED_MAJOR} or later`,
    );
  }
}
