import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium, type Browser, type LaunchOptions } from 'playwright-core';

const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));
const CACHE = join(MODULES, '.cache', 'tidewall');
const UNPACK = fileURLToPath(new URL('unpack-browser.ts', import.meta.url));
const UNPACK_MS = 120_000;
const LAUNCH_MS = 60_000;
/** Makes the package bring its own system libraries, so that a bare machine will do. */
const BRING_LIBRARIES = { AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' };

/**
 * A real Chromium: on Linux the one of the npm package, which is unpacked once; elsewhere the package has none and the
 * machine's own Chrome is taken.
 */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ timeout: LAUNCH_MS, args: ['--hide-scrollbars'], ...(await program()) });
}

async function program(): Promise<LaunchOptions> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return { channel: 'chrome' };
  const home = await unpacked();
  return {
    executablePath: join(home, 'chromium'),
    // Containers seldom allow the sandbox, and nothing but our own wall is opened.
    args: ['--no-sandbox', '--hide-scrollbars', '--font-render-hinting=none', '--disable-gpu'],
    env: {
      ...process.env,
      FONTCONFIG_FILE: join(home, 'fonts.conf'),
      LD_LIBRARY_PATH: join(home, 'al2023', 'lib'),
    },
  };
}

/** Where this version of the browser is, unpacked now if it is not yet. Whoever finishes first wins; others use that. */
async function unpacked(): Promise<string> {
  const manifest = await readFile(join(MODULES, '@sparticuz', 'chromium', 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const home = join(CACHE, `chromium-${version}`);
  if (existsSync(home)) return home;
  await mkdir(CACHE, { recursive: true });
  const staging = await mkdtemp(join(CACHE, 'unpacking-'));
  try {
    await promisify(execFile)(process.execPath, [UNPACK], {
      env: { ...process.env, ...BRING_LIBRARIES, NODE_OPTIONS: '', TMPDIR: staging },
      timeout: UNPACK_MS,
    });
    await writeFile(join(staging, 'fonts.conf'), fontConfiguration(join(home, 'fonts')));
    await rename(staging, home);
  } catch (error) {
    if (!existsSync(home)) throw error;
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return home;
}

/** Only the fonts that come with it: pictures are the same on every machine. The wall brings its own. */
function fontConfiguration(directory: string): string {
  const header = '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n';
  return `${header}<fontconfig><dir>${directory}</dir><cachedir>${directory}-cache</cachedir></fontconfig>\n`;
}
