/** Installs the dependencies when node_modules is not what package-lock.json says. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statfsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { clearInterval, setInterval } from 'node:timers';
import { Problem, root, say, seconds } from './common.mjs';
import { findRuntime, installRuntime } from './runtime.mjs';

const NEEDED_NPM = 10;
const NEEDED_BYTES = 2.5e9;

const failures = [
  [
    /ENOSPC|no space left/i,
    'the disk is full',
    'free some space (about 2.5 GB are needed) and run the command again',
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|fetch failed/,
    'the npm registry cannot be reached',
    'check the network, the proxy (`npm config get proxy`) and the registry (`npm config get registry`), then run the command again; only the first start needs a network',
  ],
  [
    /SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|CERT_/,
    'the certificate of the npm registry is not trusted',
    'set `npm config set cafile` to the certificate authority of your proxy',
  ],
  [
    /EACCES|EPERM/,
    'npm may not write here',
    'make the repository folder and ~/.npm your own (`chown -R`), then run the command again',
  ],
  [/E401|E403/, 'the npm registry refused access', 'sign in with `npm login` or choose another registry'],
  [
    /EUSAGE|in sync/,
    'package.json and package-lock.json disagree',
    'run `npm install`, then `node scripts/lockfile.mjs --fix`',
  ],
  [
    /E404|ETARGET/,
    'the npm registry lacks a package that is needed',
    'choose a complete registry with `npm config set registry`',
  ],
];

/** Every package of the lock is there in its version; platform packages of other machines may be missing. */
export function isInstalled() {
  const installedPath = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedPath) || !findRuntime()) return false;
  const packagesOf = (path) => JSON.parse(readFileSync(path, 'utf8')).packages;
  const installed = packagesOf(installedPath);
  return Object.entries(packagesOf(join(root, 'package-lock.json')))
    .filter(([path]) => path.includes('node_modules/'))
    .every(([path, locked]) => {
      const there = installed[path];
      return there ? there.version === locked.version : locked.optional === true || locked.peer === true;
    });
}

/** `npm` as a program and first arguments: the one that runs us, else the one on the path. */
function npmCommand() {
  const running = process.env.npm_execpath ?? '';
  const cli = basename(running) === 'npx-cli.js' ? join(dirname(running), 'npm-cli.js') : running;
  return basename(cli) === 'npm-cli.js' && existsSync(cli) ? [process.execPath, cli] : ['npm'];
}

function checkMachine([program, ...first]) {
  if (process.platform === 'win32') {
    throw new Problem(
      'Windows has no embedded ClickHouse',
      'use WSL 2 (Ubuntu or Debian) and clone the repository there',
    );
  }
  const asked = spawnSync(program, [...first, '--version'], { cwd: root, encoding: 'utf8' });
  const version = asked.stdout?.trim() ?? '';
  if (asked.error || !version)
    throw new Problem('npm was not found', 'install Node 20 or later with npm 10 or later');
  if (Number(version.split('.')[0]) < NEEDED_NPM) {
    throw new Problem(
      `npm ${version} is too old`,
      `update it: npm install --global npm@11 (at least ${NEEDED_NPM})`,
    );
  }
  const disk = statfsSync(root);
  if (!existsSync(join(root, 'node_modules')) && disk.bavail * disk.bsize < NEEDED_BYTES) {
    throw new Problem(failures[0][1], failures[0][2]);
  }
}

function explain(output, code) {
  const known = failures.find(([pattern]) => pattern.test(output));
  if (known) return new Problem(known[1], known[2]);
  return new Problem(
    `npm ci failed (exit code ${code})`,
    'its messages are above; delete node_modules and try again',
  );
}

/** Runs npm with everything it says on stderr, and a sign of life every 15 s. */
function npmCi([program, ...first]) {
  const args = [
    ...first,
    'ci',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  return new Promise((resolve, reject) => {
    const startedAt = Date.now();
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 2, 'pipe'] });
    let output = '';
    child.stderr.on('data', (chunk) => {
      output = (output + String(chunk)).slice(-20_000);
      process.stderr.write(chunk);
    });
    const life = setInterval(() => say(`still installing (${seconds(startedAt)}) …`), 15_000);
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(life);
      if (code === 0) resolve();
      else reject(explain(output, code));
    });
  });
}

export async function install() {
  const npm = npmCommand();
  checkMachine(npm);
  const startedAt = Date.now();
  say('installing dependencies from the npm registry (once; a minute or two) …');
  await npmCi(npm);
  installRuntime();
  say(`installed in ${seconds(startedAt)}`);
}
