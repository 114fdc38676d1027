import type { Pipeline } from '../modules/pipeline/pipeline.types.ts';

const EVERY_MS = 500;

/** Shows how far recovery and back-fill are, until `done`. */
export function watchProgress(
  pipeline: Pipeline,
  steps: { step(text: string): void; end(text?: string): void },
  done: Promise<unknown>,
): void {
  const timer = setInterval(() => {
    const { recovering, backfill } = pipeline.status();
    if (backfill !== null)
      steps.step(`回填历史 · filling in history ${Math.floor(backfill.fraction * 100)} %`);
    else if (recovering) steps.step('正在恢复 · recovering');
  }, EVERY_MS);
  const stop = (): void => {
    clearInterval(timer);
    steps.end();
  };
  done.then(stop, stop);
}
