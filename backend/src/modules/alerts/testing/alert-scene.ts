import type { Detection } from '@tidewall/streams';
import { askingAs, person, type Ask } from '../../../testing/ask-as.ts';
import { NOON } from '../../../testing/samples.ts';
import { startTestApp, type TestApp, type TestAppOptions } from '../../../testing/test-app.ts';
import type { AlertDetail } from '../alert-detail.ts';
import type { AlertPage } from '../alert-queries.service.ts';
import type { AlertView } from '../alert-view.ts';
import { AlertSignals } from '../alert-signals.service.ts';
import type { AlertState } from '../alerts.types.ts';

/** The chain of the reference practice, each held in the county or above it. */
export const CHAIN = [
  ['head', 'area-head', '990101', 'reporter'],
  ['overseer', 'area-supervisor', '990101', 'reviewer'],
  ['office', 'county-business-office', '990101', 'reviewer'],
  ['deputy', 'county-deputy-manager', '990101', 'reviewer'],
  ['city', 'city-channel-supervisor', '9901', 'reviewer'],
] as const;
export type Role = (typeof CHAIN)[number][0];

const HOUR_MS = 3_600_000;

/** A clock that runs an hour a second, so that what is due in hours is due in seconds. */
export function fastClock(speed = 3_600) {
  const began = performance.now();
  return { now: () => NOON + (performance.now() - began) * speed, speed, simulated: false };
}

/** The application with people on a chain, and detections that a test gives. */
export interface AlertScene {
  readonly test: TestApp;
  readonly idOf: ReadonlyMap<string, string>;
  as(name: string): Ask;
  /** Hands detections over and waits until they have become alerts. */
  find(...detections: readonly Detection[]): Promise<void>;
  open(): Promise<readonly AlertView[]>;
  detail(id: string, name?: string): Promise<AlertDetail>;
  /** Waits until the alert is in a state. */
  reaches(id: string, state: AlertState): Promise<AlertDetail>;
  close(): Promise<void>;
}

export async function openAlertScene(options: TestAppOptions = {}): Promise<AlertScene> {
  const test = await startTestApp(options);
  const root = person('root', ['administrator', 'supervisor', 'viewer']);
  const asRoot = askingAs(test, [root])('root');
  const idOf = new Map<string, string>();
  for (const [login, position, areaId, role] of CHAIN) {
    const user = {
      login,
      name: NAMES[login],
      roles: [role],
      scope: [areaId],
      positions: [{ position, areaId }],
    };
    const made = await asRoot<{ readonly user: { readonly id: string } }>('POST', '/users', user);
    if (made.status !== 201) throw new Error(`user answered ${made.status} ${JSON.stringify(made.body)}`);
    idOf.set(login, made.body.user.id);
  }
  const people = CHAIN.map(([login, , areaId, role]) => ({
    ...person(idOf.get(login) ?? '', [role], [areaId]),
    name: NAMES[login],
  }));
  const asking = askingAs(test, [
    root,
    ...people,
    person('boss', ['supervisor'], ['9901']),
    person('elsewhere', ['supervisor', 'reviewer'], ['990102']),
    person('stranger', ['reviewer', 'reporter'], ['9901']),
  ]);
  const as = (name: string): Ask => asking(idOf.get(name) ?? name);
  const detail = async (id: string, name = 'root') =>
    (await as(name)<AlertDetail>('GET', `/alerts/${id}`)).body;
  return {
    test,
    idOf,
    as,
    detail,
    async find(...detections) {
      await handOver(test, detections);
      test.pipeline.handedOver$.next();
      await until('all are taken', async () => (await inboxLag(test)) === 0);
      await test.app.get(AlertSignals).settled();
    },
    async open() {
      return (await as('root')<AlertPage>('GET', '/alerts')).body.items;
    },
    async reaches(id, state) {
      await until(`alert is ${state}`, async () => (await detail(id)).state === state);
      return await detail(id);
    },
    close: () => test.close(),
  };
}

const NAMES: Readonly<Record<Role, string>> = {
  head: '张片区',
  overseer: '李督导',
  office: '王业务',
  deputy: '赵副总',
  city: '陈渠道',
};

/** Puts detections into the inbox, as the pipeline does. */
async function handOver({ database }: TestApp, detections: readonly Detection[]): Promise<void> {
  const newest = Math.max(NOON, ...detections.map(({ eventTime }) => Date.parse(eventTime)));
  await database.executeSql(
    `insert into detection_inbox (detection_id, revision, received_at, event_time, type, subtype, area_id, hotspot_id,
       subject_kind, subject_id, detection)
     select one->>'detectionId', (one->>'revision')::int, $2::timestamptz, (one->>'eventTime')::timestamptz, one->>'type',
       one->>'subtype', one->>'areaId', one->>'hotspotId', one->'subject'->>'kind', one->'subject'->>'id', one
     from jsonb_array_elements($1::jsonb) with ordinality as given (one, place) order by place`,
    [JSON.stringify(detections), new Date(newest).toISOString()],
  );
}

async function inboxLag({ database }: TestApp): Promise<number> {
  const { rows } = await database.executeSql(
    `select coalesce((select max(seq) from detection_inbox), 0)
       - coalesce((select seq from inbox_cursors where consumer = 'alerts'), 0) as lag`,
  );
  return Number((rows[0] as { readonly lag: unknown }).lag);
}

/** Asks again and again until it is so. */
export async function until(what: string, is: () => Promise<boolean>, forMs = 10_000): Promise<void> {
  const end = performance.now() + forMs;
  while (!(await is())) {
    if (performance.now() > end) throw new Error(`not so after ${forMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** A share of new customers below the threshold, as the detector says it. */
export function shareDrop(id: string, over: Partial<Detection> = {}, share = 0.652): Detection {
  const areaId = over.areaId ?? '990101';
  return {
    detectionId: id,
    type: 'share-drop',
    subtype: 'below-threshold',
    eventTime: new Date(NOON - HOUR_MS / 60).toISOString(),
    subject: { kind: 'area', id: areaId },
    areaId,
    hotspotId: null,
    severity: 'warning',
    evidence: { party: 'three', operatorId: null, day: '2026-02-10', share, threshold: 0.7 },
    revision: 0,
    ...over,
  };
}
