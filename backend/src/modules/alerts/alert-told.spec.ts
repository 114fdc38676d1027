import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import type { Notice } from '../notifications/notifications.service.ts';
import { openAlertScene, shareDrop, until, type AlertScene } from './testing/alert-scene.ts';

const SECRET = Buffer.alloc(32, 7).toString('base64');
const PHONE = '8613900001111';

interface Received {
  readonly event: {
    readonly id: string;
    readonly type: string;
    readonly data: Readonly<Record<string, unknown>>;
  };
}

describe('an alert outside of the application', () => {
  const received: Received[] = [];
  const asked: string[] = [];
  let receiver: Server;
  let scene: AlertScene;
  beforeAll(async () => {
    receiver = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const event = new Webhook(SECRET).verify(
          Buffer.concat(chunks).toString(),
          request.headers as Record<string, string>,
        ) as Received['event'];
        asked.push(event.id);
        // The first try of all finds the receiver out of order.
        if (asked.length > 1) received.push({ event });
        response.writeHead(asked.length > 1 ? 204 : 503).end();
      });
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => receiver.once('listening', resolve));
    const { port } = receiver.address() as AddressInfo;
    scene = await openAlertScene({
      environment: {
        TIDEWALL_ALERTS_WEBHOOK_URL: `http://127.0.0.1:${port}/alerts`,
        TIDEWALL_ALERTS_WEBHOOK_SECRET: SECRET,
      },
    });
    const id = scene.idOf.get('head') ?? '';
    const changed = await scene.as('root')('PATCH', `/users/${id}`, {
      version: 1,
      phone: PHONE,
      language: 'en',
    });
    expect(changed.status).toBe(200);
  });
  afterAll(async () => {
    await scene.close();
    await new Promise((resolve) => receiver.close(resolve));
  });

  it('is told by SMS to those with a phone, in their language, without the number anywhere', async () => {
    await scene.find(shareDrop('m1'));
    const sms = async (name: string): Promise<string | undefined> => {
      const { body } = await scene.as(name)<{ items: Notice[] }>('GET', '/notifications');
      return body.items[0]?.sms;
    };
    await until('the SMS is sent', async () => (await sms('head')) === 'sent');
    expect(await sms('city')).toBe('no-phone');
    const lines = scene.test.logs.filter((line) => line.includes('logged instead of sent'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('three-party share of new customers of East was');
    expect(scene.test.logs.join('')).not.toContain(PHONE);
  });

  it('is told to another system, signed, until it was taken, under the same id each time', async () => {
    const [alert] = await scene.open();
    const report = { version: 1, cause: '竞争对手促销', action: '驻点营销' };
    await scene.as('head')('POST', `/alerts/${alert!.id}/report`, report);
    await until('both are taken', async () => received.length >= 2, 20_000);
    expect(new Set(asked).size).toBe(2);
    expect(received.map(({ event }) => event.type).sort()).toEqual([
      'tidewall.alert.raise.v1',
      'tidewall.alert.report.v1',
    ]);
    const reported = received.find(({ event }) => event.type === 'tidewall.alert.report.v1');
    expect(reported?.event.data).toMatchObject({
      alert: { id: alert!.id, areaId: '990101' },
      transition: { from: 'raised', to: 'reported', version: 2, actor: { name: '张片区' } },
    });
  }, 30_000);
});
