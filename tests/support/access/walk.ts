import { io } from 'socket.io-client';
import type { Api, ErrorAnswer } from '../api.ts';
import type { Caller, Callers } from './callers.ts';

/** A call of the API, as its document names it. */
export interface Operation {
  readonly method: string;
  readonly path: string;
}

export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly 'x-live-topics': readonly { readonly topic: string }[];
}

/** What tells somebody that it is not for them. Other refusals are about what was sent. */
const REFUSALS: ReadonlySet<string> = new Set([
  'not-signed-in',
  'forbidden',
  'password-change-needed',
  'cross-site',
]);
const ACK_MS = 10_000;

/** All calls, those last that end the session of whoever makes them. */
export function operationsOf({ paths }: ApiDocument): readonly Operation[] {
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
  );
  const ends = ({ method, path }: Operation): boolean => method === 'DELETE' && path.endsWith('/session');
  return [...all.filter((operation) => !ends(operation)), ...all.filter(ends)];
}

/** Whether a call is for somebody. Nothing that is sent along makes sense, so that nothing happens. */
export async function mayCall(
  api: Api,
  { method, path }: Operation,
  headers: Readonly<Record<string, string>>,
): Promise<boolean> {
  const sending =
    method === 'GET' || method === 'DELETE'
      ? { method, headers }
      : { method, headers: { ...headers, 'content-type': 'application/json' }, body: '{}' };
  const { status, body } = await api.request<ErrorAnswer>(path.replaceAll(/\{\w+\}/g, 'x1'), sending);
  if (status >= 500 && status !== 503) throw new Error(`${method} ${path} answered ${status}`);
  return status !== 401 && !(status === 403 && REFUSALS.has(body.code));
}

/** Which topics somebody may follow. Whoever is not let in at all follows none. */
export async function mayFollow(
  url: string,
  topics: readonly string[],
  headers: Readonly<Record<string, string>>,
): Promise<readonly boolean[]> {
  const socket = io(`${url}/live`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: headers,
  });
  try {
    const letIn = await new Promise<boolean>((resolve) => {
      socket.on('connect', () => resolve(true));
      socket.on('connect_error', () => resolve(false));
    });
    if (!letIn) return topics.map(() => false);
    const answers: boolean[] = [];
    for (const topic of topics) {
      const name = topic === 'area' || topic === 'hotspot' ? `${topic}:x1` : topic;
      const answer = (await socket.timeout(ACK_MS).emitWithAck('subscribe', { topic: name })) as {
        code?: string;
      };
      answers.push(!REFUSALS.has(answer.code ?? ''));
    }
    return answers;
  } finally {
    socket.close();
  }
}

/** Who may make each call, and follow each topic, found out by trying. */
export async function walk(
  api: Api,
  callers: Callers,
  document: ApiDocument,
): Promise<ReadonlyMap<string, ReadonlySet<Caller>>> {
  const found = new Map<string, Set<Caller>>();
  const everybody = Object.entries(callers) as [Caller, Readonly<Record<string, string>>][];
  const topics = document['x-live-topics'].map(({ topic }) => topic);
  for (const topic of topics) found.set(`topic ${topic}`, new Set());
  for (const [caller, headers] of everybody) {
    const may = await mayFollow(api.url, topics, headers);
    topics.forEach((topic, index) => may[index] && found.get(`topic ${topic}`)!.add(caller));
  }
  for (const operation of operationsOf(document)) {
    const tries = everybody.map(async ([caller, headers]) =>
      (await mayCall(api, operation, headers)) ? [caller] : [],
    );
    found.set(`${operation.method} ${operation.path}`, new Set((await Promise.all(tries)).flat()));
  }
  return found;
}
