import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SAMPLE_REFERENCE } from '../../testing/samples.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { ReferenceFaultsError } from '../pipeline/pipeline.errors.ts';

describe('/api/v1/reference', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp();
  });
  afterAll(() => test.close());
  const put = (file: string, body: string | Uint8Array<ArrayBuffer>, type = 'text/csv') =>
    fetch(`${test.url}/api/v1/reference/${file}`, { method: 'PUT', headers: { 'content-type': type }, body });

  it('replaces a file and shows it at once', async () => {
    const answer = await put('areas', `${SAMPLE_REFERENCE.areas ?? ''}\n990103,9901,county,南县,South`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ rows: 9 });
    expect((await fetch(`${test.url}/api/v1/areas/990103`)).status).toBe(200);
    expect(await (await fetch(`${test.url}/api/v1/reference/areas`)).text()).toContain('990103');
  });

  it('answers 422 with line and column of the faults', async () => {
    const fault = {
      file: 'areas',
      line: 3,
      column: 2,
      field: 'parentId',
      code: 'unknown-area',
      message: 'the parent area is not in this file',
    };
    test.pipeline.failure = new ReferenceFaultsError([fault]);
    const answer = await put('areas', 'x');
    test.pipeline.failure = null;
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({
      code: 'reference-faults',
      details: [{ line: 3, column: 2 }],
    });
  });

  it('refuses other files, other types and other encodings', async () => {
    expect(await (await put('gossip', 'x')).json()).toMatchObject({ code: 'unknown-reference' });
    expect((await put('areas', '{}', 'application/json')).status).toBe(415);
    expect(await (await put('areas', new Uint8Array([0xff, 0xfe, 0x41]))).json()).toMatchObject({
      code: 'not-utf8',
    });
  });

  it('never gives back files that hold numbers', async () => {
    for (const file of ['subscribers', 'ported-numbers', 'seen-numbers']) {
      const answer = await fetch(`${test.url}/api/v1/reference/${file}`);
      expect(answer.status).toBe(403);
      expect(await answer.text()).not.toContain('8613900000001');
    }
    expect((await fetch(`${test.url}/api/v1/reference/channels`)).status).toBe(404);
  });
});
