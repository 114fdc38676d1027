import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Desk } from '../support/desk.ts';
import type { DeskCast } from '../support/desk-cast.ts';

const LANGUAGES = ['zh-CN', 'en'] as const;
/** Charts and fonts come after the page. */
const DRAWN_MS = 1_500;
/** Pages of the supervisor, then those of the administrator. */
const SUPERVISED = ['work', 'alerts', 'alert', 'history', 'indicators', 'silences'] as const;
const ADMINISTERED = ['people', 'walls', 'keys', 'audit'] as const;
const ON_PHONE = ['work', 'alerts', 'alert'] as const;
/** What the documentation shows, by the name of the picture it is taken from. */
const DOCUMENTED = new Map([
  ['desk-alerts-zh-CN', 'desk-alerts'],
  ['desk-alert-zh-CN', 'desk-alert'],
  ['desk-alert-en', 'desk-alert-en'],
  ['phone-alert-zh-CN', 'desk-phone'],
]);

interface Folders {
  readonly pictures: string;
  readonly documentation: string;
}

/** Pictures of the desk in both languages, and of what a reporter has on a phone; `alertId` is the alert that is shown. */
export async function photographDesk(cast: DeskCast, alertId: string, folders: Folders): Promise<void> {
  const phone = await cast.another('zhang', { width: 360, height: 740 });
  for (const lang of LANGUAGES) {
    await shoot(cast.desk('chen'), SUPERVISED, 'desk', lang);
    await shoot(cast.desk('administrator'), ADMINISTERED, 'desk', lang);
    await shoot(phone, ON_PHONE, 'phone', lang);
  }
  await phone.close();

  async function shoot(desk: Desk, pages: readonly string[], prefix: string, lang: string): Promise<void> {
    for (const name of pages) {
      const path = name === 'alert' ? `alerts/${alertId}` : name;
      await desk.go(path, lang);
      await desk.page.getByTestId('loading').first().waitFor({ state: 'detached' });
      await sleep(DRAWN_MS);
      await keep(desk, `${prefix}-${name}-${lang}`);
    }
  }

  async function keep(desk: Desk, name: string): Promise<void> {
    const file = join(folders.pictures, `${name}.png`);
    await desk.page.screenshot({ path: file });
    const documented = DOCUMENTED.get(name);
    if (documented !== undefined) await copyFile(file, join(folders.documentation, `${documented}.png`));
    process.stderr.write(`  ${name}.png\n`);
  }
}
