import type { Api } from '../api.ts';

/** Roles that people have, as the access table names them. */
export const PEOPLE = [
  'viewer',
  'reporter',
  'reviewer',
  'supervisor',
  'campaign-manager',
  'administrator',
] as const;
/** Whoever else may call. */
const OTHERS = ['wall', 'key', 'limited key', 'this machine', 'nobody'] as const;
export const CALLERS = [...PEOPLE, ...OTHERS] as const;
export type Caller = (typeof CALLERS)[number];

/** Headers with which each calls. */
export type Callers = Readonly<Record<Caller, Readonly<Record<string, string>>>>;

const PASSWORD = '大潮起珠江 2026 rising';
const JSON_TYPE = { 'content-type': 'application/json' };

/** Signs in with the one-time password that the first start has printed, and makes one of each. */
export async function makeCallers(api: Api, printed: string): Promise<Callers> {
  const oneTime = /one-time password +([\w-]+)/.exec(printed)?.[1];
  if (oneTime === undefined) throw new Error(`no one-time password was printed: ${printed}`);
  const administrator = await signIn(api, 'administrator', oneTime);
  const people: Record<string, Record<string, string>> = { administrator };
  for (const role of PEOPLE.filter((name) => name !== 'administrator')) {
    people[role] = await makePerson(api, administrator, `a-${role}`, [role], null);
  }
  return {
    ...(people as Record<(typeof PEOPLE)[number], Record<string, string>>),
    wall: await pairWall(api, administrator),
    key: await makeKey(api, administrator, null),
    'limited key': await makeKey(api, administrator, ['usage']),
    'this machine': {},
    // Who comes through a proxy is not this machine.
    nobody: { 'x-forwarded-for': '203.0.113.9' },
  };
}

/** Makes a user and signs in; answers the headers with which this one calls. */
export async function makePerson(
  api: Api,
  administrator: Readonly<Record<string, string>>,
  login: string,
  roles: readonly string[],
  scope: readonly string[] | null,
): Promise<Record<string, string>> {
  const user = { login, name: login, roles, scope };
  const made = await send<{ oneTimePassword: string }>(api, '/users', administrator, user);
  return await signIn(api, login, made.body.oneTimePassword);
}

async function signIn(api: Api, login: string, oneTime: string): Promise<Record<string, string>> {
  const first = await send(api, '/session', {}, { login, password: oneTime });
  const next = { current: oneTime, next: PASSWORD };
  return { cookie: cookieOf(await send(api, '/session/password', { cookie: cookieOf(first) }, next, 'PUT')) };
}

async function pairWall(api: Api, administrator: Record<string, string>): Promise<Record<string, string>> {
  const asked = await send<{ pairingId: string; code: string }>(api, '/walls/pairing', {}, {});
  const { pairingId, code } = asked.body;
  await send(api, '/walls', administrator, { code, name: 'a wall', areaIds: null });
  return { cookie: cookieOf(await send(api, `/walls/pairing/${pairingId}`, {}, undefined, 'GET')) };
}

async function makeKey(
  api: Api,
  administrator: Record<string, string>,
  feeds: readonly string[] | null,
): Promise<Record<string, string>> {
  const made = await send<{ secret: string }>(api, '/ingest-keys', administrator, { name: 'a key', feeds });
  return { authorization: `Bearer ${made.body.secret}` };
}

async function send<T>(
  api: Api,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: unknown,
  method = 'POST',
) {
  const sending = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await api.request<T>(`/api/v1${path}`, {
    method,
    headers: { ...headers, ...JSON_TYPE },
    ...sending,
  });
  if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`);
  return answer;
}

function cookieOf({ headers }: { headers: Headers }): string {
  return headers.getSetCookie().map((line) => line.split(';', 1)[0] ?? '')[0] ?? '';
}
