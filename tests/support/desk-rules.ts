import { Api } from './api.ts';
import type { DeskCast } from './desk-cast.ts';

const HOUR = 3_600_000;

interface Items<T> {
  readonly items: readonly T[];
}
interface Indicator {
  readonly id: string;
  readonly key: string | null;
  readonly version: number;
  readonly definition: { readonly due: object } & Readonly<Record<string, unknown>>;
}
interface Area {
  readonly areaId: string;
  readonly level: string;
  readonly covered: boolean;
}

/** Silences, indicators with versions, walls, keys, registers and a stop that was lifted. `now` is the system's time. */
export async function playRules(cast: DeskCast, url: string, now: number): Promise<void> {
  await playSilences(cast, now);
  await playIndicators(cast);
  await playMachines(cast, url);
  await playRegisters(cast);
}

async function playSilences(cast: DeskCast, now: number): Promise<void> {
  const chen = cast.desk('chen');
  const { items: areas } = await chen.send<Items<Area>>('GET', '/areas');
  const province = areas.find(({ level, covered }) => level === 'province' && covered);
  const [first, second] = areas.filter(({ level, covered }) => level === 'county' && covered);
  const silence = (match: object, hours: number, reason: string, startsAt?: number) =>
    chen.send<{ id: string }>('POST', '/silences', {
      match,
      reason,
      endsAt: new Date((startsAt ?? now) + hours * HOUR).toISOString(),
      ...(startsAt === undefined ? {} : { startsAt: new Date(startsAt).toISOString() }),
    });
  const east = { areaIds: [first!.areaId] };
  await silence({ ...east, severities: ['info'] }, 8, '机房割接，信令时延偏大，期间低级别告警不通知。');
  const over = await silence({ areaIds: [second!.areaId] }, 24, '镇区停电检修，已于当晚提前恢复。');
  await chen.send('POST', `/silences/${over.id}/expire`);
  const everywhere = { areaIds: [province!.areaId], severities: ['info', 'warning'] };
  await silence(everywhere, 12, '全省系统升级演练窗口。', now + 48 * HOUR);
}

async function playIndicators(cast: DeskCast): Promise<void> {
  const chen = cast.desk('administrator');
  const { items } = await chen.send<Items<Indicator>>('GET', '/indicators');
  const lull = items.find(({ key }) => key === 'campus-lull')!;
  let { version } = lull;
  for (const hours of [8, 16]) {
    const definition = { ...lull.definition, due: { ...lull.definition.due, hours } };
    ({ version } = await chen.send<Indicator>('PUT', `/indicators/${lull.id}`, { version, definition }));
  }
  const definition = { ...lull.definition, name: { zh: '校园深夜活跃异常', en: 'Campus activity at night' } };
  const made = await chen.send<Indicator>('POST', '/indicators', { definition });
  await chen.send('POST', `/indicators/${made.id}/disable`);
}

async function playMachines(cast: DeskCast, url: string): Promise<void> {
  const administrator = cast.desk('administrator');
  const api = new Api(url);
  for (const name of ['省公司监控大厅 1 号屏', '省公司监控大厅 2 号屏', '东部分公司值班室']) {
    const asked = await api.request<{ code: string }>('/api/v1/walls/pairing', { method: 'POST' });
    await administrator.send('POST', '/walls', { code: asked.body.code, name, areaIds: null });
  }
  const { items } = await administrator.send<Items<{ id: string }>>('GET', '/walls');
  await administrator.send('POST', `/walls/${items[0]!.id}/revoke`);
  for (const [name, feeds] of [
    ['信令采集 · 核心网', ['signalling']],
    ['话单采集 · 计费', ['usage', 'lifecycle']],
    ['数据中台接口', null],
  ] as const) {
    await administrator.send('POST', '/ingest-keys', { name, feeds });
  }
  const { items: keys } = await administrator.send<Items<{ id: string }>>('GET', '/ingest-keys');
  await administrator.send('POST', `/ingest-keys/${keys[0]!.id}/revoke`);
}

async function playRegisters(cast: DeskCast): Promise<void> {
  const administrator = cast.desk('administrator');
  const numbers = Array.from({ length: 24 }, (_, index) => `139${String(90_000_000 + index)}`);
  await administrator.send('POST', '/do-not-disturb', { numbers });
  await administrator.send('PUT', '/contact-preferences', { numbers: numbers.slice(0, 9), consent: true });
  await administrator.send('PUT', '/contact-preferences', {
    numbers: numbers.slice(0, 4),
    language: 'en',
    timeZone: 'Asia/Urumqi',
  });
  const body = { scope: 'tenant', reason: '每月演练：确认 2 秒内停发' };
  const { switchId } = await administrator.send<{ switchId: string }>('POST', '/kill-switches', body);
  await administrator.send('POST', `/kill-switches/${switchId}/lift`);
}
