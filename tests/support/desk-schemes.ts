import type { DeskCast } from './desk-cast.ts';
import { until } from './until.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const REHEARSED_MS = 60_000;

interface Scheme {
  readonly schemeId: string;
  readonly rowVersion: number;
  readonly readyKey: string | null;
  readonly definition: object;
}
type Step = readonly [who: 'sun' | 'zhou', action: string, body?: object];

const SUBMIT: Step = ['sun', 'submit'];
const APPROVED: readonly Step[] = [SUBMIT, ['zhou', 'approve']];
const STARTED: readonly Step[] = [...APPROVED, ['sun', 'start']];

/** A scheme in each state; the ready-made ones stay as they are, but for the greeting, which runs. */
const SCHEMES: readonly (readonly [name: string, steps: readonly Step[]])[] = [
  ['端午返乡问候', [...STARTED, ['zhou', 'end']]],
  ['周末归家关怀', [...STARTED, ['zhou', 'pause']]],
  ['国庆返乡问候', [...APPROVED, ['sun', 'schedule', { at: '2027-09-30T08:00:00+08:00' }]]],
  ['校园开学季流量礼包', APPROVED],
  [
    '返乡老客户回馈',
    [SUBMIT, ['zhou', 'return', { reason: '优惠额度未经财务确认，请补充依据后重新提交。' }]],
  ],
  ['携号转入欢迎礼', [SUBMIT]],
];

const OPEN_POLICY = {
  caps: [
    { scope: 'all', key: null, limit: 3, windowMs: 7 * DAY },
    { scope: 'category', key: 'offer', limit: 1, windowMs: DAY },
  ],
  quietHours: null,
  competeMs: 2_000,
  controlShare: 0.02,
  consentRequired: false,
};

/** A policy without quiet hours, since pictures are taken at any hour; schemes in each state; answers the one that runs. */
export async function playSchemes(cast: DeskCast): Promise<string> {
  await cast.desk('administrator').send('POST', '/contact-policy', { version: 0, policy: OPEN_POLICY });
  const { items } = await cast.desk('sun').send<{ items: readonly Scheme[] }>('GET', '/schemes');
  const ready = items.find(({ readyKey }) => readyKey === 'welcome-home')!;
  const { definition } = await cast.desk('sun').send<Scheme>('GET', `/schemes/${ready.schemeId}`);
  for (const [name, steps] of SCHEMES) {
    const body = { definition: { ...definition, name, priority: 50 } };
    const { schemeId } = await cast.desk('sun').send<Scheme>('POST', '/schemes', body);
    await follow(cast, schemeId, steps);
  }
  const greeting = { ...definition, maxAgeMs: 6 * HOUR, controlShare: 0.1 };
  await edit(cast, ready.schemeId, greeting);
  await edit(cast, ready.schemeId, {
    ...greeting,
    goal: '问候返乡的本网客户，推荐本地流量优惠，七日内办理视为成功。',
  });
  await follow(cast, ready.schemeId, STARTED);
  return ready.schemeId;
}

/** Plays the last days through a scheme without sending anything; resolves when its result is there. */
export async function rehearse(cast: DeskCast, schemeId: string): Promise<void> {
  const sun = cast.desk('sun');
  const body = { hours: 48 };
  const { rehearsalId } = await sun.send<{ rehearsalId: string }>(
    'POST',
    `/schemes/${schemeId}/rehearse`,
    body,
  );
  await until(
    'the rehearsal is over',
    async () => (await sun.send<{ state: string }>('GET', `/rehearsals/${rehearsalId}`)).state === 'done',
    REHEARSED_MS,
  );
}

async function edit(cast: DeskCast, schemeId: string, definition: object): Promise<void> {
  const { rowVersion } = await cast.desk('sun').send<Scheme>('GET', `/schemes/${schemeId}`);
  await cast.desk('sun').send('PUT', `/schemes/${schemeId}`, { rowVersion, definition });
}

async function follow(cast: DeskCast, schemeId: string, steps: readonly Step[]): Promise<void> {
  for (const [who, action, body = {}] of steps) {
    const { rowVersion } = await cast.desk(who).send<Scheme>('GET', `/schemes/${schemeId}`);
    await cast.desk(who).send('POST', `/schemes/${schemeId}/${action}`, { rowVersion, ...body });
  }
}
