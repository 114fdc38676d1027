import { createHash } from 'node:crypto';
import { keepKey } from '../../adapters/journal/index.ts';

/** A key of the vault. Its id follows from it and tells nothing about it. */
export interface VaultKey {
  readonly id: string;
  readonly secret: Buffer;
}

/** The first key seals; all of them open, so that keys can be changed. */
export type VaultKeys = readonly [VaultKey, ...VaultKey[]];

const FILE = 'vault.key';
const KEY = /^[0-9a-fA-F]{64}$/;

/** The configured keys, else those of `dataDir/vault.key`, made on first use and readable by its owner only. */
export async function loadVaultKeys(dataDir: string, configured?: string): Promise<VaultKeys> {
  return parseVaultKeys(configured ?? (await keepKey(dataDir, FILE)));
}

/** 32 bytes each as 64 hexadecimal digits, separated by commas or lines, the newest first. */
export function parseVaultKeys(text: string): VaultKeys {
  const [newest, ...older] = text.split(/[\s,]+/).filter((part) => part !== '');
  if (newest === undefined || ![newest, ...older].every((part) => KEY.test(part)))
    throw new RangeError('the keys of the vault must be 32 bytes each, as 64 hexadecimal digits');
  return [keyOf(newest), ...older.map(keyOf)];
}

function keyOf(hex: string): VaultKey {
  const secret = Buffer.from(hex, 'hex');
  const id = createHash('sha256').update('tidewall/vault/key-id').update(secret).digest('hex').slice(0, 8);
  return { id, secret };
}
