export const VAULT_SECRETS = Symbol('VAULT_SECRETS');
