import type { Cancel, LiveLink, Screen } from './ports.ts';

/** To reach the server: a pulled cable swallows an attempt, so it must not take long. */
const REACH_MS = 1_800;
/** To be let in by a server that was reached: two hundred screens that come together take it a while. */
const ADMIT_MS = 10_000;
/** After a minute of failing now and then an attempt may take longer: some networks are slow. */
const PATIENT_AFTER_MS = 60_000;
const PATIENT_EVERY = 4;
const PATIENT_MS = 10_000;

/**
 * Milliseconds to wait before an attempt. All screens of a server lose it together: the first wait spreads them, and so
 * does every later one, so that with `REACH_MS` they are back within 3 s.
 *
 * @param attempt how many have failed since the link was up
 * @param random 0 ≤ x < 1
 */
export function retryDelay(attempt: number, random: number): number {
  return attempt === 0 ? 50 + 450 * random : 300 + 600 * random;
}

/** The server says no: it is asked again, in no hurry. */
export function refusedDelay(random: number): number {
  return 2_000 + 2_000 * random;
}

/** Keeps the link up: attempt after attempt, never two at once. The owner tells it what the link says. */
export class Connector {
  readonly #link: LiveLink;
  readonly #screen: Screen;
  #attempt = 0;
  #failingSince: number | null = null;
  #cancel: Cancel | null = null;
  #ended = false;

  constructor(link: LiveLink, screen: Screen) {
    this.#link = link;
    this.#screen = screen;
  }

  /** Nothing is under way: the link is up, or it went down while nobody looked. */
  get isIdle(): boolean {
    return this.#cancel === null;
  }

  /** Attempts now, unless the link is up. */
  now(): void {
    if (this.#ended || this.#link.connected) return;
    this.#clear();
    const now = this.#screen.now();
    this.#failingSince ??= now;
    this.#link.open(this.#attempt);
    this.#giveUpAfter(this.#reachMs(now - this.#failingSince));
  }

  reached(): void {
    this.#giveUpAfter(ADMIT_MS);
  }

  up(): void {
    this.#clear();
    this.#attempt = 0;
    this.#failingSince = null;
  }

  /** A connection is lost or an attempt has failed. A screen that nobody sees waits until it is shown. */
  down(): void {
    this.#again(retryDelay(this.#attempt++, this.#screen.random()));
  }

  refused(): void {
    this.#again(refusedDelay(this.#screen.random()));
  }

  end(): void {
    this.#ended = true;
    this.#clear();
  }

  #again(delayMs: number): void {
    this.#clear();
    if (this.#ended || this.#screen.hidden) return;
    this.#cancel = this.#screen.after(delayMs, () => this.now());
  }

  #giveUpAfter(ms: number): void {
    this.#clear();
    this.#cancel = this.#screen.after(ms, () => {
      this.#link.close();
      this.down();
    });
  }

  #reachMs(failingMs: number): number {
    const patient = failingMs > PATIENT_AFTER_MS && this.#attempt % PATIENT_EVERY === 0;
    return patient ? PATIENT_MS : REACH_MS;
  }

  #clear(): void {
    this.#cancel?.();
    this.#cancel = null;
  }
}
