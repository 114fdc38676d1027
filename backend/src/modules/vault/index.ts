export { seal } from './seal.ts';
export { openVaultSecrets, type VaultSecrets } from './vault-secrets.ts';
export { insertNumbers } from './vault.repository.ts';
