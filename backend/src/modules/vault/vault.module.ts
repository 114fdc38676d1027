import { Global, Module } from '@nestjs/common';
import type { Config } from '../../config/index.ts';
import { CONFIG } from '../../tokens.ts';
import { openVaultSecrets } from './vault-secrets.ts';
import { VaultService } from './vault.service.ts';
import { VAULT_SECRETS } from './vault.tokens.ts';

/** Numbers of subscribers and staff, for every feature that sends. */
@Global()
@Module({
  providers: [
    {
      provide: VAULT_SECRETS,
      inject: [CONFIG],
      useFactory: (config: Config) => openVaultSecrets(config),
    },
    VaultService,
  ],
  exports: [VaultService],
})
export class VaultModule {}
