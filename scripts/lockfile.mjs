/**
 * Keeps package-lock.json fit for `npm ci` on every platform.
 *
 * npm drops the entries of platform packages that a registry mirror does not serve, and `npm ci` then refuses
 * the lock ("Missing: … from lock file"). Their versions are known, since each parent pins them, and their
 * platform is in their name. `node scripts/lockfile.mjs` checks, `--fix` completes.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const path = fileURLToPath(new URL('../package-lock.json', import.meta.url));
const systems = ['darwin', 'win32', 'linux', 'freebsd', 'android', 'openharmony'];
const processors = ['arm64', 'x64', 'ia32', 'arm', 'ppc64', 's390x', 'riscv64', 'loong64'];

/** Where the dependency `name` of the package at `from` is locked, looking outwards as Node does. */
function lockedAt(packages, from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const candidate = `${folder ? `${folder}/` : ''}node_modules/${name}`;
    if (packages[candidate]) return candidate;
    if (!folder.includes('node_modules/'))
      return packages[`node_modules/${name}`] ? `node_modules/${name}` : undefined;
  }
}

/** `@swc/core-linux-x64-musl` → { os: ['linux'], cpu: ['x64'], libc: ['musl'] } */
function platformOf(name) {
  const words = name.split('/').pop().split(/[-.]/);
  const os = systems.filter((system) => words.includes(system));
  const cpu = processors.filter((processor) => words.includes(processor));
  const libc = words.some((word) => word.startsWith('musl'))
    ? ['musl']
    : words.includes('gnu')
      ? ['glibc']
      : [];
  if (!os.length || !cpu.length)
    throw new Error(`cannot tell the platform of ${name} from its name; add it by hand`);
  return { cpu, ...(os[0] === 'linux' && libc.length ? { libc } : {}), optional: true, os };
}

function missingFrom(packages) {
  return Object.entries(packages).flatMap(([from, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name]) => !lockedAt(packages, from, name))
      .map(([name, version]) => ({ name, version, dev: entry.dev === true })),
  );
}

function completed(packages) {
  const added = missingFrom(packages).map(({ name, version, dev }) => [
    `node_modules/${name}`,
    { version, ...(dev ? { dev } : {}), ...platformOf(name) },
  ]);
  const all = Object.entries({ ...packages, ...Object.fromEntries(added) });
  return Object.fromEntries(all.sort(([a], [b]) => a.localeCompare(b, 'en')));
}

/** Every fault of the lock, in words. */
export function lockfileFaults() {
  const lock = JSON.parse(readFileSync(path, 'utf8'));
  const missing = missingFrom(lock.packages).map(({ name }) => `package-lock.json lacks ${name}`);
  const addressed = Object.entries(lock.packages)
    .filter(([, entry]) => /^[a-z+]+:\/\//.test(entry.resolved ?? ''))
    .map(([name]) => `package-lock.json names a registry address for ${name}`);
  return [...missing, ...addressed];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--fix')) {
    const lock = JSON.parse(readFileSync(path, 'utf8'));
    writeFileSync(path, `${JSON.stringify({ ...lock, packages: completed(lock.packages) }, null, 2)}\n`);
  }
  const faults = lockfileFaults();
  for (const fault of faults) console.error(fault);
  if (faults.length) console.error('run: node scripts/lockfile.mjs --fix');
  process.exitCode = faults.length ? 1 : 0;
}
