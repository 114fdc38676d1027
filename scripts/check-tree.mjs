/**
 * What no tracked file may hold: registry addresses in the lock, paths of one machine, left-over conflict marks,
 * links to files that do not exist.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root, say } from './common.mjs';
import { lockfileFaults } from './lockfile.mjs';

const folders = ['home', 'Users', 'root', 'work'].join('|');
const rules = [
  [new RegExp(`(^|[\\s'"\`(=:])/(${folders})/`), 'a path of one machine'],
  [/^(<{7}|>{7}) /, 'a conflict mark'],
];

function trackedFiles() {
  const listed = spawnSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' });
  if (listed.status !== 0) throw new Error(`git ls-files failed: ${listed.stderr}`);
  return listed.stdout.split('\0').filter(Boolean);
}

function faultsOf(file) {
  const content = readFileSync(join(root, file));
  if (content.includes(0)) return [];
  return content
    .toString()
    .split('\n')
    .flatMap((line, index) =>
      rules.filter(([pattern]) => pattern.test(line)).map(([, what]) => `${file}:${index + 1} has ${what}`),
    );
}

function brokenLinksOf(file) {
  if (!file.endsWith('.md')) return [];
  return [...readFileSync(join(root, file), 'utf8').matchAll(/\]\(([^)\s#]+)[^)]*\)/g)]
    .map(([, target]) => target)
    .filter((target) => !/^[a-z]+:/.test(target) && !existsSync(join(root, dirname(file), target)))
    .map((target) => `${file} links to ${target}, which does not exist`);
}

const files = trackedFiles().filter((file) => existsSync(join(root, file)));
const faults = [...lockfileFaults(), ...files.flatMap(faultsOf), ...files.flatMap(brokenLinksOf)];
for (const fault of faults) say(fault);
if (!faults.length) say('the tree is clean');
process.exitCode = faults.length ? 1 : 0;
