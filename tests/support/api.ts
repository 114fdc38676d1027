import type { Detection, Feed } from '@tidewall/streams';
import { ndjson, WORLD, type RawEvent } from '@tidewall/streams/testing';
import { until } from './until.ts';

export interface Rejected {
  readonly line: number;
  readonly field: string | null;
  readonly code: string;
  readonly message: string;
}

export interface IngestAnswer {
  readonly accepted: number;
  readonly duplicates: number;
  readonly late: number;
  readonly rejected: number;
  readonly errors: readonly Rejected[];
}

export interface ErrorAnswer {
  readonly code: string;
  readonly message: string;
  readonly details?: unknown;
  readonly requestId: string;
}

export interface FeedStatus {
  readonly source: string;
  readonly feed: Feed;
  readonly state: string;
  readonly accepted: number;
  readonly stored: number;
  readonly duplicate: number;
  readonly late: number;
  readonly rejected: number;
  readonly rejectedByCode: Readonly<Record<string, number>>;
  readonly unknownCells: number;
  readonly unknownAreas: number;
  readonly unknownFields: number;
}

export interface Status {
  readonly feeds: readonly FeedStatus[];
  readonly stores: readonly { readonly rowsPending: number; readonly failing: boolean }[];
}

export interface DetectionPage {
  readonly items: readonly Detection[];
  readonly nextCursor: string | null;
}

export interface Answer<T = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: T;
}

export interface Sending {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export const NDJSON = 'application/x-ndjson';
export const CSV = 'text/csv';

/** The server's HTTP surface as a client sees it. Keeps every answer as it came over the wire. */
export class Api {
  readonly url: string;
  /** Status, headers and text of every answer so far. */
  readonly transcript: string[] = [];

  constructor(url: string) {
    this.url = url;
  }

  /** Any request; the body of the answer is parsed when it is JSON. */
  async request<T>(path: string, sending: Sending = {}): Promise<Answer<T>> {
    const { body, ...rest } = sending;
    const init = body === undefined ? rest : { ...rest, body: Buffer.from(body) };
    const answer = await fetch(`${this.url}${path}`, init);
    const text = await answer.text();
    this.transcript.push(`${answer.status} ${JSON.stringify([...answer.headers])}\n${text}`);
    const isJson = (answer.headers.get('content-type') ?? '').startsWith('application/json');
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      body: (isJson ? JSON.parse(text) : text) as T,
    };
  }

  get<T>(path: string): Promise<Answer<T>> {
    return this.request<T>(`/api/v1${path}`);
  }

  /** Posts a body as it is. */
  post<T = IngestAnswer>(
    feed: Feed,
    body: string | Uint8Array,
    type = NDJSON,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer<T>> {
    const all = { 'content-type': type, ...headers };
    return this.request<T>(`/api/v1/ingest/${feed}`, { method: 'POST', headers: all, body });
  }

  /** Posts good events; throws unless they are acknowledged. */
  async ingest(feed: Feed, events: readonly RawEvent[]): Promise<IngestAnswer> {
    const answer = await this.post(feed, ndjson(events));
    if (answer.status !== 202) throw new Error(`ingest answered ${answer.status}: ${answer.text}`);
    return answer.body;
  }

  /** A source says that nothing earlier than `eventTime` will come. */
  async declareWatermark(feed: Feed, eventTime: number): Promise<void> {
    const { status, text } = await this.request('/api/v1/ingest/watermark', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ feed, eventTime }),
    });
    if (status !== 202) throw new Error(`watermark answered ${status}: ${text}`);
  }

  async putReference(file: string, csv: string): Promise<Answer> {
    return this.request(`/api/v1/reference/${file}`, {
      method: 'PUT',
      headers: { 'content-type': CSV },
      body: csv,
    });
  }

  /** Gives the server the small world of the streams' tests. */
  async putWorld(): Promise<void> {
    for (const [file, csv] of Object.entries(WORLD)) {
      const { status, text } = await this.putReference(file, csv);
      if (status !== 200) throw new Error(`${file} answered ${status}: ${text}`);
    }
  }

  async status(): Promise<Status> {
    return (await this.get<Status>('/status')).body;
  }

  /** Every detection in its last revision, newest first. */
  async detections(query = ''): Promise<readonly Detection[]> {
    const found: Detection[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Answer<DetectionPage> = await this.get(
        `/detections?limit=500${query}${cursor === '' ? '' : `&cursor=${cursor}`}`,
      );
      found.push(...page.body.items);
      cursor = page.body.nextCursor;
    }
    return found;
  }

  /** Resolves once every source has been set aside and the store has every row. */
  async settled(): Promise<Status> {
    return until('sources are idle and rows are stored', async () => {
      const status = await this.status();
      const idle = status.feeds.length > 0 && status.feeds.every(({ state }) => state === 'idle');
      return idle && status.stores.every(({ rowsPending }) => rowsPending === 0) && status;
    });
  }
}
