import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { askingAs, person, type Ask } from '../../testing/ask-as.ts';
import { NOON } from '../../testing/samples.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import type { Annotation } from './annotations.service.ts';

interface Items<T> {
  readonly items: readonly T[];
}

describe('notes on the map', () => {
  let test: TestApp;
  let as: (id: string) => Ask;
  let noted: Annotation;
  beforeAll(async () => {
    test = await startTestApp();
    as = askingAs(test, [
      person('east', ['reporter'], ['990101']),
      person('west', ['reporter'], ['990102']),
      person('supervisor', ['supervisor'], ['9901']),
      person('viewer', ['viewer']),
      person('auditor', ['administrator']),
    ]);
    const { body } = await as('east')<Annotation>('POST', '/annotations', {
      areaId: '990101',
      longitude: 112.1,
      latitude: 30.2,
      text: '  庙会三天  ',
    });
    noted = body;
  });
  afterAll(() => test.close());
  const listed = async (who: string, areaId: string): Promise<readonly Annotation[]> =>
    (await as(who)<Items<Annotation>>('GET', `/annotations?areaId=${areaId}`)).body.items;

  /** Its answer has no body. */
  const removed = async (who: string, id: string): Promise<number> => {
    const headers = { authorization: `Bearer ${who}` };
    return (await fetch(`${test.url}/api/v1/annotations/${id}`, { method: 'DELETE', headers })).status;
  };

  it('have place, time, text and author, and are seen from above', async () => {
    expect(noted).toMatchObject({ text: '庙会三天', at: NOON, longitude: 112.1, author: { id: 'east' } });
    expect(await listed('supervisor', '9901')).toEqual([{ ...noted, mayRemove: true }]);
    expect(await listed('viewer', '99')).toEqual([{ ...noted, mayRemove: false }]);
    expect(await listed('viewer', '9902')).toEqual([]);
  });

  it('are not for those of other areas', async () => {
    const outside = { status: 403, body: expect.objectContaining({ code: 'outside-scope' }) };
    expect(await as('west')('GET', '/annotations?areaId=990101')).toEqual(outside);
    expect(await as('west')('POST', '/annotations', { areaId: '990101', text: 'x' })).toEqual(outside);
    expect(await as('west')('DELETE', `/annotations/${noted.id}`)).toEqual(outside);
  });

  it.each([
    ['an empty text', { areaId: '990101', text: ' ' }, 400, 'invalid-parameter'],
    ['half a place', { areaId: '990101', text: 'x', longitude: 3 }, 400, 'invalid-parameter'],
    ['a time to come', { areaId: '990101', text: 'x', at: NOON + 1 }, 400, 'invalid-parameter'],
    ['an area that is none', { areaId: 'nowhere', text: 'x' }, 403, 'outside-scope'],
  ])('refuse %s', async (_, body, status, code) => {
    expect(await as('east')('POST', '/annotations', body)).toMatchObject({ status, body: { code } });
  });

  it('are taken away by their author or a supervisor, and audited', async () => {
    const { body: other } = await as('east')<Annotation>('POST', '/annotations', {
      areaId: '990101',
      at: NOON - 1,
      text: '停电',
    });
    expect(await removed('viewer', other.id)).toBe(403);
    expect(await removed('supervisor', other.id)).toBe(204);
    expect(await removed('east', noted.id)).toBe(204);
    expect(await as('east')('DELETE', `/annotations/${noted.id}`)).toMatchObject({
      status: 404,
      body: { code: 'unknown-annotation' },
    });
    expect(await listed('supervisor', '9901')).toEqual([]);
    const trail = await as('auditor')<Items<{ action: string; actor: string }>>('GET', '/audit');
    const ours = trail.body.items
      .map(({ action }) => action)
      .filter((action) => action.startsWith('annotation.'));
    expect(ours.toSorted()).toEqual([
      'annotation.add',
      'annotation.add',
      'annotation.remove',
      'annotation.remove',
    ]);
  });
});
