import { Module } from '@nestjs/common';
import { SilencesService } from './silences.service.ts';

/** Keeps alerts quiet for a while. Its routes are those of alerts, which it is shown with. */
@Module({ providers: [SilencesService], exports: [SilencesService] })
export class SilencesModule {}
