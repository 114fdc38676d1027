import { Global, Module } from '@nestjs/common';
import { ReferenceModule } from '../reference/reference.module.ts';
import { PeopleService } from './people.service.ts';

/** People, and how they sign in. */
@Global()
@Module({
  imports: [ReferenceModule],
  providers: [PeopleService],
  exports: [PeopleService],
})
export class PeopleModule {}
