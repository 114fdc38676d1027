import { z } from 'zod';

const time = z.number().describe('epoch milliseconds');
const stateSchema = z.record(z.string(), z.number()).describe('bytes by kind of state');

export const statusSchema = z.object({
  version: z.string(),
  role: z.literal('all'),
  startedAt: time,
  uptimeSeconds: z.number(),
  ready: z.boolean(),
  recovering: z.boolean(),
  clock: z.object({ systemTime: time, speed: z.number(), timeZone: z.string(), simulated: z.boolean() }),
  feeds: z.array(
    z.object({
      source: z.string(),
      feed: z.string(),
      state: z.enum(['active', 'idle', 'paused', 'finished']),
      watermark: time.nullable(),
      lagSeconds: z.number().nullable(),
      eventsPerSecond: z.number(),
      accepted: z.int(),
      stored: z.int(),
      duplicate: z.int(),
      late: z.int(),
      rejected: z.int(),
      rejectedByCode: z.record(z.string(), z.int()),
      unknownCells: z.int(),
      unknownAreas: z.int(),
      unknownFields: z.int(),
    }),
  ),
  stores: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(['embedded', 'server', 'cluster']),
      rowsWritten: z.int(),
      rowsPending: z.int(),
      insertP99Ms: z.number().nullable(),
      failing: z.boolean(),
    }),
  ),
  shards: z.array(
    z.object({
      shard: z.int(),
      subscribers: z.int(),
      stateBytes: z.number().describe('keyed state of the shard, in memory'),
      state: stateSchema,
      buffered: z.int(),
    }),
  ),
  network: z
    .object({ stateBytes: z.number(), state: stateSchema })
    .describe('state keyed by rival number, visitor, campus or area: one for all shards'),
  journal: z.object({
    bytes: z.number(),
    seq: z.number(),
    snapshotSeq: z.number(),
    snapshotAt: time.nullable(),
  }),
  backfill: z.object({ fraction: z.number(), from: time, to: time, at: time }).nullable(),
});
export type StatusDto = z.output<typeof statusSchema>;

export const healthSchema = z.object({ status: z.literal('ok') });
export const readySchema = z.object({
  ready: z.boolean(),
  reasons: z.array(z.enum(['recovering', 'store-failing'])),
});
export type ReadyDto = z.output<typeof readySchema>;
