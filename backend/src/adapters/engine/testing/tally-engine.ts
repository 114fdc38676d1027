import type {
  Detection,
  EngineApi,
  LiveCounters,
  ReferenceTexts,
  SourceChunk,
  SourceStatus,
  Step,
  WindowResult,
} from '@tidewall/streams';

/** An event is one line with its id. Every id counts once; each stored one gives a detection with the running total. */
interface Tally {
  total: number;
  ids: string[];
  sources: Record<
    string,
    { feed: SourceChunk['feed']; state: SourceStatus['state']; accepted: number; duplicate: number }
  >;
  texts: ReferenceTexts;
}

/** The id of an event that the engine fails on, every time. */
export const POISON = 'poison';
const START = Date.UTC(2026, 1, 10);

/** A tiny deterministic engine: what comes out depends on everything that went in before. */
export class TallyEngine implements EngineApi {
  #state: Tally = { total: 0, ids: [], sources: {}, texts: {} };
  #known = new Set<string>();

  setReference(files: ReferenceTexts): Promise<void> {
    const [broken] = Object.entries(files).filter(([, text]) => text === 'broken');
    if (broken !== undefined) {
      const faults = [
        { file: broken[0], line: 1, column: 1, field: null, code: 'missing', message: 'is missing' },
      ];
      return Promise.reject(Object.assign(new Error('refused'), { name: 'ReferenceFaultsError', faults }));
    }
    this.#state.texts = { ...this.#state.texts, ...files };
    return Promise.resolve();
  }

  ingest({ source, feed, bytes }: SourceChunk): Promise<Step> {
    const ids = new TextDecoder()
      .decode(bytes)
      .split('\n')
      .filter((id) => id !== '');
    if (ids.includes(POISON)) return Promise.reject(new Error('out of its depth'));
    const fresh = ids.filter((id) => {
      const first = !this.#known.has(id);
      this.#known.add(id);
      return first;
    });
    const ledger = (this.#state.sources[source] ??= { feed, state: 'active', accepted: 0, duplicate: 0 });
    ledger.state = 'active';
    ledger.accepted += ids.length;
    ledger.duplicate += ids.length - fresh.length;
    const detections = fresh.map((id) => this.#detection(id));
    const judged = {
      read: ids.length,
      stored: fresh.length,
      duplicate: ids.length - fresh.length,
      late: 0,
      rejected: 0,
    };
    return Promise.resolve({
      ...this.#nothing(),
      judged: { ...judged, rejections: [] },
      detections,
      windows: fresh.map((id) => this.#window(id)),
    });
  }

  #detection(id: string): Detection {
    this.#state.total += 1;
    this.#state.ids.push(id);
    return {
      detectionId: id,
      type: 'homecoming',
      subtype: 'own',
      eventTime: new Date(START + this.#state.total * 1000).toISOString(),
      subject: { kind: 'subscriber', id },
      areaId: null,
      hotspotId: null,
      severity: 'info',
      evidence: { total: this.#state.total, files: Object.keys(this.#state.texts) },
      revision: 0,
    };
  }

  #window(id: string): WindowResult {
    const counts = { subscribers: this.#state.total, signalling: 1, usage: 0, events: 1 };
    return { kind: 'area', areaId: id, size: '1m', start: '', startMs: START, revision: 0, ...counts };
  }

  #nothing(): Step {
    const watermark = START + this.#state.total;
    const nothing = { detections: [], windows: [], shareDays: [], activeShares: [] };
    return { judged: null, stored: null, late: null, ...nothing, watermark };
  }

  declareWatermark(): Promise<Step> {
    return Promise.resolve(this.#nothing());
  }

  idle(source: string): Promise<Step> {
    const ledger = this.#state.sources[source];
    if (ledger !== undefined) ledger.state = 'idle';
    return Promise.resolve(this.#nothing());
  }

  finish(): Promise<Step> {
    return Promise.resolve(this.#nothing());
  }

  drain(): Promise<Step> {
    return Promise.resolve(this.#nothing());
  }

  counters(): Promise<LiveCounters> {
    const sources = Object.entries(this.#state.sources).map(([source, ledger]) => statusOf(source, ledger));
    return Promise.resolve({
      areas: [],
      hotspots: [],
      shares: [],
      sources,
      shards: [],
      network: { state: {} },
    });
  }

  snapshot(): Promise<Uint8Array> {
    return Promise.resolve(new TextEncoder().encode(JSON.stringify(this.#state)));
  }

  restore(snapshot: Uint8Array): Promise<void> {
    this.#state = JSON.parse(new TextDecoder().decode(snapshot)) as Tally;
    this.#known = new Set(this.#state.ids);
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

function statusOf(source: string, ledger: Tally['sources'][string]): SourceStatus {
  const { feed, state, accepted, duplicate } = ledger;
  return {
    source,
    feed,
    state,
    watermark: null,
    newestEventTime: null,
    accepted,
    stored: accepted - duplicate,
    duplicate,
    late: 0,
    rejected: 0,
    rejectedByCode: {},
    unknownCells: 0,
    unknownAreas: 0,
    unknownFields: 0,
  };
}
