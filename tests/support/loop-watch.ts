import type { Wall } from './wall.ts';
import { until } from './until.ts';

/** What the scene Loop showed of one alert from a frame on. */
export interface Sighting {
  readonly alertId: string;
  /** State, step, round; `gone`: no longer among the open ones. */
  readonly what: string;
  readonly overdue: boolean;
  readonly text: string;
  /** Of the frame, epoch milliseconds of this machine. */
  readonly at: number;
}

declare global {
  interface Window {
    loopSightings: Sighting[];
  }
}

/** Notes, frame by frame, what a wall shows of its alerts. */
export class LoopWatch {
  readonly #wall: Wall;
  #taken = 0;

  private constructor(wall: Wall) {
    this.#wall = wall;
  }

  /** From now on; the wall must be at the scene Loop. */
  static async on(wall: Wall): Promise<LoopWatch> {
    await wall.page.evaluate(noteSightings);
    return new LoopWatch(wall);
  }

  /** The next sighting of an alert in one of some states, after those asked for before. */
  async next(alertId: string, whats: readonly string[], withinMs: number): Promise<Sighting> {
    const fits = (one: Sighting, index: number): boolean =>
      index >= this.#taken && one.alertId === alertId && whats.includes(one.what);
    const look = async (): Promise<Sighting | undefined> => {
      const seen = await this.#seen();
      const at = seen.findIndex(fits);
      if (at >= 0) this.#taken = at + 1;
      return seen[at];
    };
    return until(`the wall shows ${alertId} ${whats.join(' or ')}`, look, withinMs);
  }

  /** What is shown of an alert, once it is this. */
  async now(alertId: string, what: string, withinMs: number): Promise<Sighting> {
    const look = async (): Promise<Sighting | false> => {
      const last = (await this.#seen()).findLast((one) => one.alertId === alertId);
      return last?.what === what && last;
    };
    return until(`the wall shows ${alertId} ${what} now`, look, withinMs);
  }

  /** The first sighting of an alert as overdue, whatever was asked for before. */
  async overdue(alertId: string, withinMs: number): Promise<Sighting> {
    const look = async () => (await this.#seen()).find((one) => one.alertId === alertId && one.overdue);
    return until(`the wall shows ${alertId} as overdue`, look, withinMs);
  }

  #seen(): Promise<readonly Sighting[]> {
    return this.#wall.page.evaluate(() => window.loopSightings);
  }
}

/** Runs in the page: a change counts from the frame in which it is painted. */
function noteSightings(): void {
  window.loopSightings = [];
  const shown = new Map<string, string>();
  const look = (): void => {
    const at = Date.now();
    const gone = new Set(shown.keys());
    for (const row of document.querySelectorAll<HTMLElement>('[data-testid=loop-alert]')) {
      const { alertId = '', alertState, alertStep, alertRound, overdue } = row.dataset;
      gone.delete(alertId);
      const what = `${alertState} ${alertStep} ${alertRound}`;
      if (shown.get(alertId) === `${what} ${overdue}`) continue;
      shown.set(alertId, `${what} ${overdue}`);
      const text = row.textContent ?? '';
      window.loopSightings.push({ alertId, what, overdue: overdue === 'true', text, at });
    }
    for (const alertId of gone) {
      shown.delete(alertId);
      window.loopSightings.push({ alertId, what: 'gone', overdue: false, text: '', at });
    }
  };
  const soon = (): void => void requestAnimationFrame(look);
  new MutationObserver(soon).observe(document.body, { subtree: true, childList: true, attributes: true });
  look();
}
