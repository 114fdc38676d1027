import { Module } from '@nestjs/common';
import { IngestKeysController } from './ingest-keys.controller.ts';
import { IngestKeysService } from './ingest-keys.service.ts';

/** Keys of programs that feed in or read. */
@Module({ controllers: [IngestKeysController], providers: [IngestKeysService] })
export class IngestKeysModule {}
