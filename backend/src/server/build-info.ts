import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { BuildInfo } from '../tokens.ts';

/** Source and build lie equally deep below the workspace. */
const WORKSPACE = new URL('../../', import.meta.url);
const packageSchema = z.object({ version: z.string() });

export function version(): string {
  return packageSchema.parse(JSON.parse(readFileSync(new URL('package.json', WORKSPACE), 'utf8'))).version;
}

export function buildInfo(): BuildInfo {
  return { version: version(), startedAt: Date.now() };
}

/** Folder of the built pages; null when they have not been built. */
export function frontendFolder(): string | null {
  const folder = fileURLToPath(new URL('../frontend/dist/', WORKSPACE));
  return existsSync(folder) ? folder : null;
}
