import { Global, Module } from '@nestjs/common';
import { ReferenceModule } from '../reference/reference.module.ts';
import { DemoPeopleService } from './demo-people.service.ts';
import { OidcController } from './oidc/oidc.controller.ts';
import { OidcService } from './oidc/oidc.service.ts';
import { ProviderPeople } from './oidc/provider-people.ts';
import { PeopleService } from './people.service.ts';
import { PositionsController } from './positions.controller.ts';
import { FirstStartService } from './sign-in/first-start.service.ts';
import { Passwords } from './sign-in/passwords.ts';
import { SessionController } from './sign-in/session.controller.ts';
import { SessionsService } from './sign-in/sessions.service.ts';
import { SignInService } from './sign-in/sign-in.service.ts';
import { UsersController } from './users.controller.ts';
import { UserSecrets, UsersService } from './users.service.ts';

/** People, and how they sign in. */
@Global()
@Module({
  imports: [ReferenceModule],
  controllers: [OidcController, SessionController, UsersController, PositionsController],
  providers: [
    PeopleService,
    UsersService,
    UserSecrets,
    Passwords,
    SessionsService,
    SignInService,
    OidcService,
    ProviderPeople,
    FirstStartService,
    DemoPeopleService,
  ],
  exports: [PeopleService],
})
export class PeopleModule {}
