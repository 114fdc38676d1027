/** An answer other than success; `status` 0 means that there was no answer. */
export class RestError extends Error {
  override readonly name = 'RestError';
  constructor(
    readonly status: number,
    path: string,
    options?: ErrorOptions,
  ) {
    super(`GET ${path} answered ${String(status)}`, options);
  }
}

const TIMEOUT_MS = 15_000;

/** GET below `/api/v1`. The server is ours and of the same build: its answer is trusted to have the form of the contract. */
export async function getJson<T>(path: string): Promise<T> {
  const response = await fetch(`/api/v1${path}`, {
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((cause: unknown) => {
    throw new RestError(0, path, { cause });
  });
  if (!response.ok) throw new RestError(response.status, path);
  return (await response.json()) as T;
}

/** A path with its query; undefined values are left out. */
export function pathOf(
  path: string,
  query: Readonly<Record<string, string | number | undefined>> = {},
): string {
  const entries = Object.entries(query).filter((entry) => entry[1] !== undefined);
  const text = new URLSearchParams(entries.map(([key, value]) => [key, String(value)])).toString();
  return text === '' ? path : `${path}?${text}`;
}
