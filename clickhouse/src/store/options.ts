import { StoreError } from './errors.ts';
import type { ServerOptions } from './server-door.ts';

interface Named {
  /** @default 'tidewall' */
  readonly database?: string;
}

/** ClickHouse in the process, in this directory. */
export interface EmbeddedStoreOptions extends Named {
  readonly embedded: string;
}

/** One ClickHouse server. */
export interface ServerStoreOptions extends Named, ServerOptions {}

/** A cluster, entered at `url`; `name` as in its `remote_servers`. Tables are replicated and distributed. */
export interface ClusterStoreOptions {
  readonly cluster: ServerOptions & Named & { readonly name: string };
}

export type StoreOptions = EmbeddedStoreOptions | ServerStoreOptions | ClusterStoreOptions;
export type StoreKind = 'embedded' | 'server' | 'cluster';

export const DEFAULT_DATABASE = 'tidewall';

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;

/** Names go into statements as they are, so only plain ones pass. */
export function identifier(name: string, what: string): string {
  if (IDENTIFIER.test(name)) return name;
  throw new StoreError('not-an-identifier', `${what} must be letters, digits and underscores, got "${name}"`);
}
