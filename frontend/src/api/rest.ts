/** What the server says is wrong with one field of a request. */
interface FieldFault {
  readonly field: string;
  readonly message: string;
}

/** An answer other than success; `status` 0 means that there was no answer. */
export class RestError extends Error {
  override readonly name = 'RestError';
  constructor(
    readonly status: number,
    path: string,
    /** The server's bounded code, `no-answer` or `unknown`. */
    readonly code = 'unknown',
    readonly details: unknown = undefined,
    options?: ErrorOptions,
    /** The server's own words, in English. */
    readonly said = '',
  ) {
    super(`${path} answered ${String(status)} ${code}`, options);
  }

  /** The fields at fault, when the server named some. */
  get faults(): readonly FieldFault[] {
    return Array.isArray(this.details) ? this.details.filter(isFault) : [];
  }
}

export type WriteMethod = 'POST' | 'PUT' | 'PATCH' | 'DELETE';

const TIMEOUT_MS = 15_000;

/** Called when an answer says that nobody is signed in here any more. */
let onSignedOut: (() => void) | null = null;
export function watchSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

/** GET below `/api/v1`. The server is ours and of the same build: its answer is trusted to have the form of the contract. */
export async function getJson<T>(path: string): Promise<T> {
  return (await answerOf('GET', path)) as T;
}

/** A command below `/api/v1`; resolves with the body of its answer, or undefined when that has none. */
export async function sendJson<T>(method: WriteMethod, path: string, body?: unknown): Promise<T> {
  return (await answerOf(method, path, body)) as T;
}

async function answerOf(method: string, path: string, body?: unknown): Promise<unknown> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  const response = await fetch(`/api/v1${path}`, {
    method,
    headers,
    body: body === undefined ? null : JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((cause: unknown) => {
    throw new RestError(0, `${method} ${path}`, 'no-answer', undefined, { cause });
  });
  if (!response.ok) throw await errorOf(response, `${method} ${path}`);
  return response.status === 204 ? undefined : await bodyOf(response);
}

async function errorOf(response: Response, path: string): Promise<RestError> {
  const body = await bodyOf(response).catch(() => undefined);
  const { code, details, message } = (body ?? {}) as Readonly<Record<string, unknown>>;
  const error = new RestError(
    response.status,
    path,
    typeof code === 'string' ? code : 'unknown',
    details,
    undefined,
    typeof message === 'string' ? message : '',
  );
  if (error.code === 'not-signed-in') onSignedOut?.();
  return error;
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}

function isFault(value: unknown): value is FieldFault {
  return typeof value === 'object' && value !== null && 'field' in value && 'message' in value;
}

/** A path with its query; undefined, null and empty values are left out. */
export function pathOf(
  path: string,
  query: Readonly<Record<string, string | number | boolean | null | undefined>> = {},
): string {
  const entries = Object.entries(query).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  );
  const text = new URLSearchParams(entries.map(([key, value]) => [key, String(value)])).toString();
  return text === '' ? path : `${path}?${text}`;
}
