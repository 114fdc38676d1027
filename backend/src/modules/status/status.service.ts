import { Inject, Injectable } from '@nestjs/common';
import type { SourceStatus } from '@tidewall/streams';
import type { Config } from '../../config/index.ts';
import {
  BUILD_INFO,
  CONFIG,
  PIPELINE,
  SYSTEM_CLOCK,
  type BuildInfo,
  type SystemClock,
} from '../../tokens.ts';
import { LiveService } from '../live/live.service.ts';
import type { Pipeline } from '../pipeline/pipeline.types.ts';
import type { ReadyDto, StatusDto } from './status.dto.ts';

/** How the server is: for people, for orchestrators. */
@Injectable()
export class StatusService {
  constructor(
    @Inject(PIPELINE) private readonly pipeline: Pipeline,
    @Inject(LiveService) private readonly live: LiveService,
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(BUILD_INFO) private readonly build: BuildInfo,
  ) {}

  status(): StatusDto {
    const { counters, journal, backfill, recovering, store } = this.pipeline.status();
    const { speed, simulated } = this.clock;
    const feedNow = this.live.feedsNow();
    const feeds = (counters?.sources ?? []).map((source) => ({ ...feedNow(source), ...unknownsOf(source) }));
    return {
      version: this.build.version,
      role: 'all',
      startedAt: this.build.startedAt,
      uptimeSeconds: Math.floor((Date.now() - this.build.startedAt) / 1000),
      ready: this.ready().ready,
      recovering,
      clock: { systemTime: this.clock.now(), speed, timeZone: this.config.timeZone, simulated },
      feeds: feeds.map((feed) => ({ ...feed, rejectedByCode: { ...feed.rejectedByCode } })),
      stores: [{ name: 'clickhouse', ...store }],
      shards: (counters?.shards ?? []).map((shard) => ({ ...shard, state: { ...shard.state } })),
      network: networkOf(counters?.network.state ?? {}),
      journal: { ...journal },
      backfill: backfill && { ...backfill },
    };
  }

  ready(): ReadyDto {
    const { recovering, store } = this.pipeline.status();
    const reasons: ReadyDto['reasons'] = [];
    if (recovering) reasons.push('recovering');
    if (store.failing) reasons.push('store-failing');
    return { ready: reasons.length === 0, reasons };
  }
}

function networkOf(state: Readonly<Record<string, number>>): StatusDto['network'] {
  const stateBytes = Object.values(state).reduce((sum, bytes) => sum + bytes, 0);
  return { stateBytes, state: { ...state } };
}

function unknownsOf({ unknownCells, unknownAreas, unknownFields }: SourceStatus) {
  return { unknownCells, unknownAreas, unknownFields };
}
