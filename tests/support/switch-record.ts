import type { Page } from 'playwright-core';

/** A change of scenes as one screen showed it. */
export interface SwitchSeen {
  /** Epoch milliseconds of the machine that all screens of a test share. */
  readonly at: number;
  /** The scene in the middle of what this screen shows. */
  readonly scene: string;
}

declare global {
  interface Window {
    switchesSeen: SwitchSeen[];
  }
}

/** From now on the page writes down when it shows another scene; to be called before it is opened. */
export async function recordSwitches(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.switchesSeen = [];
    const sceneHere = (): string => {
      const panels = [...document.querySelectorAll<HTMLElement>('[data-panel]')];
      const here = panels.find((panel) => {
        const { left, right } = panel.getBoundingClientRect();
        return left < innerWidth / 2 && right > innerWidth / 2;
      });
      return here?.dataset['panel'] ?? '';
    };
    new MutationObserver(() => {
      const scene = sceneHere();
      if (scene !== '' && scene !== window.switchesSeen.at(-1)?.scene)
        window.switchesSeen.push({ at: Date.now(), scene });
    }).observe(document, { subtree: true, childList: true, attributeFilter: ['data-scene', 'data-panel'] });
  });
}

export function switchesSeen(page: Page): Promise<readonly SwitchSeen[]> {
  return page.evaluate(() => window.switchesSeen);
}
