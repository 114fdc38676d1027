import { createPseudonyms, type Pseudonyms } from '@tidewall/clickhouse/rows';
import { loadPseudonymKey } from '../../adapters/journal/index.ts';
import type { Config } from '../../config/index.ts';
import { loadVaultKeys, type VaultKeys } from './vault-keys.ts';

/** What the vault works with. */
export interface VaultSecrets {
  readonly keys: VaultKeys;
  readonly pseudonyms: Pseudonyms;
}

/** Of those whose numbers pass through here, some are kept in memory. */
const MAX_PSEUDONYMS = 100_000;

export async function openVaultSecrets({ dataDir, vault, pseudonymKey }: Config): Promise<VaultSecrets> {
  const key = await loadPseudonymKey(dataDir, pseudonymKey);
  return {
    keys: await loadVaultKeys(dataDir, vault.key),
    pseudonyms: createPseudonyms(key, { maxEntries: MAX_PSEUDONYMS }),
  };
}
