import { Subject } from 'rxjs';

/** What the provider hears: it arrived, or say it again. */
export type Tell = (stored: boolean) => void;

/**
 * Hands what came in on to whoever listens, and tells the provider only once it is stored. Without anybody
 * listening, or when nobody stores it in time, the provider is asked to say it again.
 */
export class Handover<T extends { stored(): void }> {
  readonly #subject = new Subject<T>();
  readonly #patienceMs: number;
  readonly $ = this.#subject.asObservable();

  constructor(patienceMs: number) {
    this.#patienceMs = patienceMs;
  }

  give(item: Omit<T, 'stored'>, tell: Tell): void {
    if (!this.#subject.observed) {
      tell(false);
      return;
    }
    let told = false;
    const once = (stored: boolean): void => {
      if (told) return;
      told = true;
      clearTimeout(patience);
      tell(stored);
    };
    const patience = setTimeout(() => once(false), this.#patienceMs);
    this.#subject.next({ ...item, stored: () => once(true) } as T);
  }

  complete(): void {
    this.#subject.complete();
  }
}
