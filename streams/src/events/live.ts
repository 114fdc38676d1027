import type { ShownCount } from './overview.ts';

/**
 * The live protocol (socket.io, namespace `/live`) and what its topics hold.
 *
 * Each topic is a flat record of keyed entries. A snapshot carries all of them; a delta carries changed entries by key,
 * `null` for one that is gone. Applying every delta in `seq` order to a snapshot gives the server's state.
 */
export type TopicName =
  | 'overview'
  | `area:${string}`
  | `hotspot:${string}`
  | 'detections'
  | 'alerts'
  | 'campaigns'
  | 'map'
  | 'clock'
  | 'pipeline';

export interface LivePosition {
  readonly epoch: string;
  readonly seq: number;
}

export interface LiveSnapshot<T = unknown> extends LivePosition {
  readonly topic: string;
  /** Server time of the message, epoch milliseconds. */
  readonly at: number;
  /** Newest watermark behind the data, epoch milliseconds; null before the first event. */
  readonly eventTime: number | null;
  readonly data: Readonly<Record<string, T>>;
}

export interface LiveDelta<T = unknown> extends LivePosition {
  readonly topic: string;
  readonly at: number;
  readonly eventTime: number | null;
  readonly changes: Readonly<Record<string, T | null>>;
}

export interface SubscribeRequest {
  readonly topic: string;
  readonly since?: LivePosition;
}
export type Ack = { readonly ok: true } | { readonly code: string; readonly message: string };
export interface ClockAnswer {
  readonly serverTime: number;
}

/**
 * `area:{id}` and `hotspot:{id}`, keys `minute/{startMs}` (last 60) and `quarter/{startMs}` (last 96). People of an area's
 * quarter are those of its first minute: longer windows would tell of minutes.
 */
export interface LivePoint {
  readonly start: number;
  /** The window still runs: only where counts are not protected. */
  readonly provisional: boolean;
  readonly subscribers: ShownCount;
  /** Null where `subscribers` is not a figure, or not known. */
  readonly signalling: number | null;
  readonly usage: number | null;
}

/** `pipeline`, key `feed/{source}`. */
export interface FeedNow {
  readonly source: string;
  readonly feed: string;
  readonly state: 'active' | 'idle' | 'paused' | 'finished';
  /** Epoch milliseconds. */
  readonly watermark: number | null;
  readonly lagSeconds: number | null;
  readonly eventsPerSecond: number;
  readonly accepted: number;
  readonly stored: number;
  readonly duplicate: number;
  readonly late: number;
  readonly rejected: number;
  readonly rejectedByCode: Readonly<Record<string, number>>;
}

/** `pipeline`, key `backfill`: present only while the simulator back-fills history. */
export interface BackfillNow {
  readonly fraction: number;
  readonly from: number;
  readonly to: number;
  readonly at: number;
}

/** `pipeline`, key `store`. */
export interface StoreNow {
  readonly kind: 'embedded' | 'server' | 'cluster';
  readonly rowsWritten: number;
  readonly rowsPending: number;
  readonly insertP99Ms: number | null;
  readonly failing: boolean;
}

/** `pipeline`, key `shard/{n}`. */
export interface ShardNow {
  readonly shard: number;
  readonly subscribers: number;
  readonly stateBytes: number;
  readonly buffered: number;
}

/** `pipeline`, key `state`: bytes of keyed state in memory by kind, over all shards. */
export interface StateNow {
  readonly kinds: Readonly<Record<string, number>>;
}

export type PipelineEntry = FeedNow | StoreNow | ShardNow | StateNow | BackfillNow;

export type AlertState =
  'raised' | 'reported' | 'approved' | 'returned' | 'closed' | 'tracking' | 'reopened' | 'done' | 'dismissed';

/** `alerts`, key alert id: every alert that is not over, and those of the last day that are. Times in epoch milliseconds of the system's clock. */
export interface AlertNow {
  readonly alertId: string;
  readonly areaId: string;
  readonly hotspotId: string | null;
  readonly indicatorId: string | null;
  /** Name of the indicator, or what a person called it. */
  readonly title: { readonly zh: string; readonly en: string };
  readonly severity: 'info' | 'warning' | 'critical';
  readonly state: AlertState;
  /** 1; one more for each time it was reopened. */
  readonly round: number;
  /** How often it was reopened by itself, since its figure had become abnormal again while it was tracked. */
  readonly relapses: number;
  readonly raisedAt: number;
  /** Of the present state. */
  readonly since: number;
  /** When the present step is due; null when nothing is asked of anybody. */
  readonly dueAt: number | null;
  readonly overdue: boolean;
  /** Step of the chain, from 0, and how many there are. */
  readonly step: number;
  readonly steps: number;
  /** Names of those it waits for; empty when it waits for nobody. */
  readonly assignees: readonly string[];
  /** Position whose turn it is, as in the chain; null like above. */
  readonly position: string | null;
  /** The figure that counts and what it is judged against; null when it has none. */
  readonly value: number | null;
  readonly threshold: number | null;
  /** Figures below this are told as 0, which means fewer than this: numbers of people. 1: to the unit. */
  readonly fewBelow: number;
  /** As in the catalogue of indicators: `ratio` for shares. */
  readonly unit: string | null;
  /** Alert of the area above that this one is grouped under. */
  readonly parentId: string | null;
  readonly silenced: boolean;
  readonly acknowledged: boolean;
}

/** `campaigns`, key scheme id: schemes that are scheduled, running, paused, or ended within a day. */
export interface CampaignNow {
  readonly schemeId: string;
  readonly name: string;
  readonly state: 'scheduled' | 'running' | 'paused' | 'ended';
  /** Detection type and subtype that set it off. */
  readonly triggers: readonly string[];
  readonly startedAt: number | null;
  /** Since the start: triggers = sent + heldOut + suppressed + deferred + stale + failed + unknown + waiting. */
  readonly funnel: CampaignFunnel;
  /** The same of the running local day. */
  readonly today: CampaignFunnel;
  readonly killed: boolean;
}

/** `campaigns`, key `ledger`: only while triggers and what became of them do not add up. */
export interface CampaignLedgerNow {
  readonly kind: 'ledger';
  /** Triggers without an explanation. */
  readonly unexplained: number;
}

export interface CampaignFunnel {
  readonly triggers: number;
  readonly eligible: number;
  readonly sent: number;
  readonly delivered: number;
  readonly converted: number;
  readonly heldOut: number;
  /** By reason code of the decision. */
  readonly suppressed: Readonly<Record<string, number>>;
  readonly deferred: number;
  readonly stale: number;
  readonly failed: number;
  readonly unknown: number;
  /** Not decided yet. */
  readonly waiting: number;
}

/** GET /areas, GET /hotspots. */
export interface AreaDto {
  readonly areaId: string;
  readonly parentId: string | null;
  readonly level: 'country' | 'province' | 'city' | 'county' | 'township' | 'grid';
  readonly name: string;
  readonly nameEn: string;
  /** Ours: in the province that has cells. */
  readonly covered: boolean;
}
export interface HotspotDto {
  readonly hotspotId: string;
  readonly type: 'campus' | 'residential' | 'village' | 'transport' | 'business';
  readonly name: string;
  readonly areaId: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** GET …/windows: values by start of window, oldest first; null values are left out. */
export interface SeriesDto {
  readonly metric: string;
  readonly size: string;
  readonly unit: string;
  /** [start in epoch milliseconds, value]; words only for those who see counts of people as pages show them. */
  readonly points: readonly (readonly [number, ShownCount])[];
}
