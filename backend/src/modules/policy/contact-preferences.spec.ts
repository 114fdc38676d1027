import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Database } from '../../adapters/postgres/index.ts';
import { askingAs, person, type Ask } from '../../testing/ask-as.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { DATABASE } from '../../tokens.ts';
import { VaultService } from '../vault/vault.service.ts';
import type { PreferenceCounts } from './contact-preferences.dto.ts';
import type { PersonsChange } from './persons.ts';
import { findProfiles, type ContactProfile } from './policy.repository.ts';

const NUMBER = '13900000001';
const OTHER = '13900000002';
const PATH = '/contact-preferences';

describe('/api/v1/contact-preferences', () => {
  let test: TestApp;
  let as: (id: string) => Ask;
  beforeAll(async () => {
    test = await startTestApp();
    as = askingAs(test, [
      person('chen', ['supervisor']),
      person('east', ['supervisor'], ['990101']),
      person('wang', ['campaign-manager']),
      person('admin', ['administrator']),
    ]);
  });
  afterAll(() => test.close());

  const put = (body: object, by = 'chen') => as(by)<PersonsChange & { code?: string }>('PUT', PATH, body);
  /** What a decision is made from, by the way in which the number is written. */
  async function known(number: string): Promise<readonly (ContactProfile | undefined)[]> {
    const pseudonyms = test.app.get(VaultService).pseudonymsOf(number);
    const profiles = await findProfiles(test.app.get<Database>(DATABASE).db, pseudonyms);
    return pseudonyms.map((pseudonym) => profiles.get(pseudonym));
  }

  it('keeps consent, language and zone for every way to write a number', async () => {
    const given = { numbers: [NUMBER, 'nobody'], consent: true, language: 'en', timeZone: 'Asia/Urumqi' };
    expect(await put(given)).toEqual({ status: 200, body: { changed: 2, unreadable: 1 } });
    const { numbers: _, ...expected } = given;
    expect(await known(NUMBER)).toEqual([
      expect.objectContaining(expected),
      expect.objectContaining(expected),
    ]);
  });

  it('leaves what is not said as it was, and forgets what is null', async () => {
    await put({ numbers: [NUMBER], timeZone: null });
    expect(await known(NUMBER)).toMatchObject(
      Array(2).fill({ consent: true, language: 'en', timeZone: null }),
    );
    await put({ numbers: [NUMBER], consent: false });
    expect(await known(NUMBER)).toMatchObject(Array(2).fill({ consent: false, language: 'en' }));
  });

  it('counts only entries that change', async () => {
    expect((await put({ numbers: [OTHER], consent: true })).body.changed).toBe(2);
    expect((await put({ numbers: [OTHER], consent: true })).body.changed).toBe(0);
    expect((await put({ numbers: [OTHER], consent: true, language: 'zh-CN' })).body.changed).toBe(2);
  });

  it('answers how many, never who', async () => {
    const { body } = await as('wang')<PreferenceCounts>('GET', PATH);
    expect(body).toEqual({ consenting: 2, byLanguage: { en: 2, 'zh-CN': 2 }, byTimeZone: {} });
    const trail = await as('admin')<object>('GET', '/audit?subjectType=contact-preferences');
    expect(JSON.stringify(trail.body)).toContain('contact-preferences.put');
    expect(JSON.stringify([body, trail.body])).not.toMatch(/1390000000/);
  });

  it('is for those who see everything', async () => {
    expect((await put({ numbers: [NUMBER], consent: true }, 'east')).body.code).toBe('outside-scope');
    expect((await put({ numbers: [NUMBER], consent: true }, 'wang')).body.code).toBe('forbidden');
    expect(await known(NUMBER)).toMatchObject(Array(2).fill({ consent: false }));
  });

  it.each([
    { numbers: [NUMBER] },
    { numbers: [NUMBER], language: 'fr' },
    { numbers: [NUMBER], timeZone: 'Asia/Nowhere' },
    { numbers: [NUMBER], timeZone: '+08:00' },
    { pseudonyms: [NUMBER], consent: true },
  ])('refuses %j', async (body) => {
    expect((await put(body)).status).toBe(400);
  });
});

describe('what holds for every area', () => {
  let test: TestApp;
  let as: (id: string) => Ask;
  beforeAll(async () => {
    test = await startTestApp();
    as = askingAs(test, [person('east', ['supervisor'], ['990101'])]);
  });
  afterAll(() => test.close());

  it('is not changed by somebody who sees a part of them', async () => {
    const { body: policy } = await as('east')<object>('GET', '/contact-policy');
    for (const [path, body] of [
      ['/contact-policy', policy],
      ['/do-not-disturb/remove', { numbers: [NUMBER] }],
    ] as const) {
      expect(await as('east')('POST', path, body)).toMatchObject({
        status: 403,
        body: { code: 'outside-scope' },
      });
    }
  });
});
