import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Desk } from '../support/desk.ts';
import type { DeskCast } from '../support/desk-cast.ts';
import type { DeskData } from '../support/desk-data.ts';
import { deskPages, type DeskPage } from '../support/desk-pages.ts';

const LANGUAGES = ['zh-CN', 'en'] as const;
/** Charts and fonts come after the page. */
const DRAWN_MS = 1_500;
/** What a reporter has on a phone. */
const ON_PHONE = new Set(['work', 'alerts', 'alert-returned', 'history']);
const PHONE = { width: 390, height: 844 };
/** What the documentation shows, by the name of the picture it is taken from. */
const DOCUMENTED = new Map([
  ['desk-alerts-zh-CN', 'desk-alerts'],
  ['desk-alert-zh-CN', 'desk-alert'],
  ['desk-alert-en', 'desk-alert-en'],
  ['desk-campaign-funnel-zh-CN', 'desk-campaign'],
  ['phone-alert-returned-zh-CN', 'desk-phone'],
]);

interface Folders {
  readonly pictures: string;
  readonly documentation: string;
}

/** Pictures of every page of the desk in both languages, and of what a reporter has on a phone. */
export async function photographDesk(cast: DeskCast, data: DeskData, folders: Folders): Promise<void> {
  const pages = deskPages(data);
  const phone = await cast.another('zhang', PHONE);
  for (const lang of LANGUAGES) {
    for (const page of pages) await take(cast.desk(page.who), page, 'desk', lang);
    for (const page of pages.filter(({ name }) => ON_PHONE.has(name))) await take(phone, page, 'phone', lang);
  }
  await phone.close();

  async function take(desk: Desk, { name, path }: DeskPage, prefix: string, lang: string): Promise<void> {
    await desk.go(path, lang);
    await desk.loaded();
    await sleep(DRAWN_MS);
    const picture = `${prefix}-${name}-${lang}`;
    const file = join(folders.pictures, `${picture}.png`);
    await desk.page.screenshot({ path: file });
    const documented = DOCUMENTED.get(picture);
    if (documented !== undefined) await copyFile(file, join(folders.documentation, `${documented}.png`));
    process.stderr.write(`  ${picture}.png\n`);
  }
}
