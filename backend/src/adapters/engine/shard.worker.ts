import { LocalShard, LongNumbers, readReference, ReferenceIds, type ShardPort } from '@tidewall/streams';
import { parentPort, workerData } from 'node:worker_threads';
import { toError } from '../journal/index.ts';
import type { ShardAnswer, ShardRequest, ShardThreadData } from './shard-protocol.ts';

/** Body of a shard thread: one `LocalShard`, told what to do by messages. */
const { shard, settings } = workerData as ShardThreadData;
const long = new LongNumbers();
const local: ShardPort = new LocalShard(shard, settings, long);

async function answer(request: ShardRequest): Promise<ShardAnswer> {
  switch (request.type) {
    case 'reference':
      await local.setReference(readReference(request.texts, new ReferenceIds(request.ids)), request.texts);
      return { ok: true, value: null };
    case 'step':
      for (const digits of request.longNumbers) long.keyOf(digits);
      return { ok: true, value: await local.step(request.input) };
    case 'close-month':
      return { ok: true, value: await local.closeMonth(request.close) };
    case 'students':
      await local.setStudents(request.students);
      return { ok: true, value: null };
    case 'learned-homes':
      return { ok: true, value: await local.learnedHomes() };
    case 'status':
      return { ok: true, value: await local.status() };
    case 'snapshot':
      return { ok: true, value: await local.snapshot() };
    case 'restore':
      long.restore(request.longNumbers);
      await local.restore(request.snapshot);
      return { ok: true, value: null };
  }
}

let turn: Promise<void> = Promise.resolve();
parentPort?.on('message', (request: ShardRequest) => {
  turn = turn.then(async () => {
    const reply = await answer(request).catch((error: unknown): ShardAnswer => ({
      ok: false,
      error: toError(error),
    }));
    parentPort?.postMessage(reply);
  });
});
