import { describe, expect, it } from '@jest/globals';
import { BacktestError } from './backtest.errors.ts';
import type { BacktestResult } from './backtest.types.ts';
import { Jobs, type Work } from './jobs.ts';

const RESULT = { events: 1 } as BacktestResult;
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

/** Work that ends when it is told to, or with its signal. */
function held() {
  const { promise, resolve, reject } = Promise.withResolvers<BacktestResult>();
  let progress: (share: number) => void = () => undefined;
  const work: Work = (signal, tell) => {
    progress = tell;
    signal.addEventListener('abort', () => reject(new BacktestError('cancelled', 'cancelled')));
    return promise;
  };
  return { work, done: () => resolve(RESULT), fail: reject, tell: (share: number) => progress(share) };
}

describe('jobs', () => {
  const failures: unknown[] = [];
  const open = (): Jobs => new Jobs((_, error) => failures.push(error));

  it('run one after another and tell how far they are', async () => {
    const jobs = open();
    const [first, second] = [held(), held()];
    const [a, b] = [jobs.add(first.work)!, jobs.add(second.work)!];
    expect(jobs.view(a)).toEqual({ backtestId: a, state: 'queued', progress: 0 });
    await turn();
    first.tell(0.5);
    expect(jobs.view(a)).toMatchObject({ state: 'running', progress: 0.5 });
    expect(jobs.view(b)).toMatchObject({ state: 'queued' });
    first.done();
    await turn();
    expect(jobs.view(a)).toEqual({ backtestId: a, state: 'done', progress: 1, result: RESULT });
    expect(jobs.view(b)).toMatchObject({ state: 'running' });
    await jobs.stop();
    expect(jobs.view(b)).toMatchObject({ state: 'cancelled' });
  });

  it('are refused when too many wait', async () => {
    const jobs = open();
    const ids = Array.from({ length: 7 }, () => jobs.add(held().work));
    expect(ids.filter((id) => id === null)).toHaveLength(2);
    await jobs.stop();
  });

  it('are cancelled while they wait or run, then forgotten', async () => {
    const jobs = open();
    const [a, b] = [jobs.add(held().work)!, jobs.add(held().work)!];
    await turn();
    expect([jobs.remove(b), jobs.remove(a), jobs.remove('nothing')]).toEqual([true, true, false]);
    await turn();
    expect([a, b].map((id) => jobs.view(id)?.state)).toEqual(['cancelled', 'cancelled']);
    expect(jobs.remove(a)).toBe(true);
    expect(jobs.view(a)).toBeUndefined();
  });

  it('say why they failed in words of ours only', async () => {
    const jobs = open();
    const [known, unknown] = [held(), held()];
    const [a, b] = [jobs.add(known.work)!, jobs.add(unknown.work)!];
    await turn();
    known.fail(new BacktestError('no-events', 'no events are stored for this span'));
    await turn();
    unknown.fail(new Error('row 8613900000001'));
    await turn();
    expect(jobs.view(a)).toMatchObject({ state: 'failed', error: { code: 'no-events' } });
    expect(jobs.view(b)).toMatchObject({ state: 'failed', error: { code: 'internal' } });
    expect(JSON.stringify(jobs.view(b))).not.toContain('8613');
    expect(failures).toHaveLength(1);
  });

  it('are forgotten, oldest first, when many have ended', async () => {
    const jobs = open();
    const ids: string[] = [];
    for (let index = 0; index < 25; index++) {
      ids.push(jobs.add(() => Promise.resolve(RESULT))!);
      await turn();
    }
    expect(ids.filter((id) => jobs.view(id) !== undefined)).toEqual(ids.slice(5));
  });
});
