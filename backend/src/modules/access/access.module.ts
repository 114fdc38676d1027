import { Global, Inject, Module, type OnModuleInit } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { Config } from '../../config/index.ts';
import { CONFIG } from '../../tokens.ts';
import { ReferenceModule } from '../reference/reference.module.ts';
import { AccessGuard } from './access.guard.ts';
import { AccessScope } from './access-scope.service.ts';
import { AuthenticationService } from './authentication.service.ts';
import { isLocalOpen, LocalAuthenticator } from './local-principal.ts';
import { SocketAccess } from './socket-access.service.ts';

/** Who asks and what they may: in front of every route. */
@Global()
@Module({
  imports: [ReferenceModule],
  providers: [
    AuthenticationService,
    AccessScope,
    SocketAccess,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [AuthenticationService, AccessScope, SocketAccess],
})
export class AccessModule implements OnModuleInit {
  constructor(
    @Inject(AuthenticationService) private readonly authentication: AuthenticationService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.authentication.registerLast(new LocalAuthenticator(isLocalOpen(this.config)));
  }
}
