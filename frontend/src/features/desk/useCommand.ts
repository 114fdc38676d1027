import { shallowRef, type ShallowRef } from 'vue';
import type { RestError } from '../../api/rest.ts';
import { asRestError } from './useLoaded.ts';

interface Command {
  readonly busy: Readonly<ShallowRef<boolean>>;
  /** What the server said against the last attempt. */
  readonly error: ShallowRef<RestError | null>;
  /** Runs one attempt at a time; true when it went well. */
  readonly run: (work: () => Promise<void>) => Promise<boolean>;
}

/** Something that a person asks the server to do. Nothing is shown as done before the server has said so. */
export function useCommand(): Command {
  const busy = shallowRef(false);
  const error = shallowRef<RestError | null>(null);

  async function run(work: () => Promise<void>): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    error.value = null;
    try {
      await work();
      return true;
    } catch (thrown) {
      error.value = asRestError(thrown);
      return false;
    } finally {
      busy.value = false;
    }
  }

  return { busy, error, run };
}
