import { join } from 'node:path';
import { createLogger, loadConfig, openDatabase } from '@tidewall/backend';
import { administratorOf, newPerson, type Person } from '../../support/people.ts';
import { PSEUDONYM_KEY, startServer, type ServerProcess } from '../../support/server.ts';
import { mkdir } from 'node:fs/promises';
import { quantiles, type Bench, type BenchContext, type Figure } from '../figure.ts';

const OPEN = 10_000;
/** Alerts that go through their whole chain, a few at a time. */
const THROUGH = 300;
const AT_A_TIME = 4;
const LISTS = 100;
const AIM_MS = 300;
const LIFE_MS = 900_000;

const AREAS =
  'areaId,parentId,level,name,nameEn\nCN,,country,中国,China\n99,CN,province,临江省,Linjiang\n9901,99,city,江州市,Jiangzhou\n990101,9901,county,东县,East\n';

interface Alert {
  readonly id: string;
  readonly version: number;
}
interface Chain {
  readonly supervisor: Person;
  readonly head: Person;
  readonly reviewer: Person;
  readonly closer: Person;
}

/** A1: transitions over HTTP while many alerts are open, each with its rows of timeline, audit, notices and timers. */
export const alerts: Bench = {
  name: 'alerts',
  about: `A1, transitions over HTTP with ${OPEN} open alerts in the embedded PostgreSQL`,
  async run(context) {
    const dataDir = join(context.directory, 'alerts');
    await mkdir(dataDir, { recursive: true });
    const first = await startServer({ dataDir, lifeMs: LIFE_MS });
    const chain = await peopleOf(first);
    await raise(chain);
    await first.stop();
    await fill(dataDir);
    context.say(`${OPEN} alerts are open`);
    const server = await startServer({ dataDir, lifeMs: LIFE_MS });
    try {
      return await measure(server, chain, context);
    } finally {
      await server.stop();
    }
  },
};

async function peopleOf(server: ServerProcess): Promise<Chain> {
  const administrator = await administratorOf(server);
  const put = await fetch(`${server.url}/api/v1/reference/areas`, {
    method: 'PUT',
    headers: { 'content-type': 'text/csv' },
    body: AREAS,
  });
  if (!put.ok) throw new Error(`areas answered ${put.status}`);
  const person = (login: string, role: string) => newPerson(server.url, administrator, login, [role]);
  return {
    supervisor: await person('supervisor', 'supervisor'),
    head: await person('head', 'reporter'),
    reviewer: await person('reviewer', 'reviewer'),
    closer: await person('closer', 'reviewer'),
  };
}

function raise({ supervisor, head, reviewer, closer }: Chain): Promise<Alert> {
  return supervisor.done('POST', '/alerts', {
    areaId: '990101',
    title: '新增份额低于阈值',
    message: '2月10日东县当日三方新增市场占有率为65.2%，低于70%，请关注并及时上报原因。',
    chain: [head, reviewer, closer].map(({ id }) => ({ kind: 'person', personId: id })),
  });
}

/** The one alert many times: as if they had been raised one by one, which would take minutes. */
async function fill(dataDir: string): Promise<void> {
  const config = loadConfig({
    environment: { TIDEWALL_DATA_DIR: dataDir, TIDEWALL_PSEUDONYM_KEY: PSEUDONYM_KEY },
    cwd: dataDir,
  });
  const database = await openDatabase(config, createLogger('silent'));
  try {
    const { rows } = await database.executeSql(
      `select string_agg(quote_ident(column_name), ', ') as columns from information_schema.columns
       where table_schema = 'public' and table_name = 'alerts' and column_name not in ('id', 'number')`,
    );
    const { columns } = rows[0] as { readonly columns: string };
    await database.executeSql(
      `insert into alerts (id, ${columns})
       select gen_random_uuid()::text, ${columns} from (select * from alerts limit 1) as one, generate_series(2, ${OPEN});
       insert into alert_search (alert_id, tokens)
       select id, (select tokens from alert_search limit 1) from alerts on conflict do nothing;
       insert into alert_events (alert_id, at, kind, "to", version, data)
       select id, raised_at, 'raise', 'raised', 1, '{}' from alerts;
       analyze`,
    );
  } finally {
    await database.close();
  }
}

async function measure(server: ServerProcess, before: Chain, { say }: BenchContext): Promise<Figure[]> {
  const { supervisor, ...rest } = before;
  const chain: Chain = {
    supervisor: supervisor.at(server.url),
    head: rest.head.at(server.url),
    reviewer: rest.reviewer.at(server.url),
    closer: rest.closer.at(server.url),
  };
  const open = await firstOpen(chain);
  const transitions: number[] = [];
  const queue = [...open];
  await Promise.all(
    Array.from({ length: AT_A_TIME }, async () => {
      for (let alert = queue.pop(); alert !== undefined; alert = queue.pop())
        await goThrough(alert, chain, transitions);
    }),
  );
  say('transitions measured');
  const raised = await timesOf(LISTS, () => raise(chain));
  const lists = await timesOf(LISTS, () => chain.reviewer.get('/alerts?limit=50'));
  const found = await timesOf(LISTS, () =>
    chain.reviewer.get(`/alerts?q=${encodeURIComponent('占有率')}&limit=50`),
  );
  const mine = await timesOf(LISTS, () => chain.head.get('/alerts/mine'));
  return [
    { ...figure('A1 transition (report, approve, close)', transitions), note: against(transitions) },
    figure('A1 raised by hand', raised),
    figure('A1 list of 50', lists),
    figure('A1 list of 50 by a Chinese keyword', found),
    figure('A1 my work', mine),
  ];
}

async function firstOpen({ supervisor }: Chain): Promise<readonly Alert[]> {
  const { body } = await supervisor.get<{ items: readonly Alert[]; total: number }>(
    `/alerts?limit=${THROUGH}`,
  );
  if (body.total !== OPEN) throw new Error(`${body.total} alerts are open`);
  return body.items;
}

async function goThrough(alert: Alert, chain: Chain, times: number[]): Promise<void> {
  const step = async (who: Person, action: string, { version }: Alert, body: object): Promise<Alert> => {
    const began = performance.now();
    const after = await who.done<Alert>('POST', `/alerts/${alert.id}/${action}`, { version, ...body });
    times.push(performance.now() - began);
    return after;
  };
  const reported = await step(chain.head, 'report', alert, { cause: '竞争对手促销', action: '驻点营销' });
  const approved = await step(chain.reviewer, 'approve', reported, {});
  await step(chain.closer, 'close', approved, { note: '同意' });
}

async function timesOf(count: number, work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < count; index++) {
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
  }
  return times;
}

function figure(name: string, times: readonly number[]): Figure {
  const latencyMs = quantiles(times);
  return { name, events: times.length, ...(latencyMs === undefined ? {} : { latencyMs }) };
}

function against(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  const p95 = sorted[Math.ceil(0.95 * sorted.length) - 1] ?? 0;
  return `p95 ${p95.toFixed(0)} ms, ${p95 > AIM_MS ? 'OVER the aim' : 'aim'} of ${AIM_MS} ms; ${AT_A_TIME} at a time`;
}
