import { Global, Module } from '@nestjs/common';
import { JobsService } from './jobs.service.ts';

/** Durable jobs and timers for every feature. */
@Global()
@Module({ providers: [JobsService], exports: [JobsService] })
export class JobsModule {}
