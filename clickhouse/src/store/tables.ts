/**
 * Tables that take many rows: sent in ClickHouse's Native format, column by column, with these types on the way (the
 * server turns codes into enumerations and texts into dictionaries).
 */
export const EVENT_COLUMNS = {
  signalling_events: [
    ['event_time', "DateTime64(3, 'UTC')"],
    ['kind', 'Int8'],
    ['subscriber_id', 'UInt64'],
    ['cell_id', 'String'],
    ['serving_area_id', 'String'],
    ['area_id', 'String'],
    ['rat', 'String'],
    ['home_plmn', 'String'],
    ['serving_plmn', 'String'],
    ['source', 'String'],
    ['identity', 'UInt64'],
  ],
  usage_events: [
    ['event_time', "DateTime64(3, 'UTC')"],
    ['kind', 'Int8'],
    ['subscriber_id', 'UInt64'],
    ['direction', 'Int8'],
    ['peer_id', 'UInt64'],
    ['peer_operator', 'String'],
    ['cell_id', 'String'],
    ['serving_area_id', 'String'],
    ['area_id', 'String'],
    ['duration_seconds', 'Float64'],
    ['uplink_bytes', 'UInt64'],
    ['downlink_bytes', 'UInt64'],
    ['source', 'String'],
    ['identity', 'UInt64'],
  ],
  lifecycle_events: [
    ['event_time', "DateTime64(3, 'UTC')"],
    ['kind', 'Int8'],
    ['subscriber_id', 'UInt64'],
    ['channel_id', 'String'],
    ['given_area_id', 'String'],
    ['area_id', 'String'],
    ['product_id', 'String'],
    ['source', 'String'],
    ['identity', 'UInt64'],
  ],
  late_events: [
    ['event_time', "DateTime64(3, 'UTC')"],
    ['kind', 'String'],
    ['subscriber_id', 'UInt64'],
    ['feed', 'String'],
    ['source', 'String'],
    ['identity', 'UInt64'],
  ],
} as const satisfies Record<string, readonly (readonly [name: string, type: string])[]>;

/** Tables of few rows, sent as TabSeparated text in this order of columns. */
export const RESULT_COLUMNS = {
  rejected_events: ['source', 'feed', 'line', 'field', 'code', 'received_at'],
  area_windows: ['area_id', 'size', 'start', 'subscribers', 'signalling', 'usage', 'events', 'revision'],
  hotspot_windows: [
    'hotspot_id',
    'size',
    'start',
    'subscribers',
    'students',
    'own_newcomers',
    'rivals',
    'signalling',
    'usage',
    'calls',
    'sms',
    'bytes',
    'voice_seconds',
    'revision',
  ],
  operator_windows: ['area_id', 'operator_id', 'size', 'start', 'calls', 'sms', 'voice_seconds', 'revision'],
  share_days: ['area_id', 'day', 'operator_id', 'own', 'new_numbers', 'revision', 'final'],
  active_shares: [
    'area_id',
    'day',
    'operator_id',
    'own_active',
    'rival_seen',
    'seen_once',
    'seen_twice',
    'communications',
    'rival_estimated',
    'rival_low',
    'rival_high',
    'plain_share',
    'chao1_share',
    'chao1_low',
    'chao1_high',
    'outage',
  ],
  numbers: ['number_id', 'operator_id', 'home_area_id', 'digits'],
  detections: [
    'detection_id',
    'revision',
    'type',
    'subtype',
    'event_time',
    'subject_kind',
    'subject_id',
    'area_id',
    'hotspot_id',
    'severity',
    'retracted',
    'body',
  ],
} as const satisfies Record<string, readonly string[]>;

/** A table of raw or late events. */
export type EventTable = keyof typeof EVENT_COLUMNS;
/** A table of what was computed, or of refused lines. */
export type ResultTable = keyof typeof RESULT_COLUMNS;
/** A table that takes inserts. `contacts` is fed by a materialised view and takes none. */
export type InsertTable = EventTable | ResultTable;

/** All of them. */
export const INSERT_TABLES = [
  ...Object.keys(EVENT_COLUMNS),
  ...Object.keys(RESULT_COLUMNS),
] as readonly InsertTable[];

/** How the rows of an insert are written down. */
export interface RowLayout {
  readonly format: 'Native' | 'TabSeparated';
  readonly columns: readonly string[];
  /** `name type, …` of a Native block. */
  readonly structure: string;
}

/** The layout of a table's rows. */
export function layoutOf(table: InsertTable): RowLayout {
  if (isEventTable(table)) {
    const typed = EVENT_COLUMNS[table];
    return {
      format: 'Native',
      columns: typed.map(([name]) => name),
      structure: typed.map(([name, type]) => `${name} ${type}`).join(', '),
    };
  }
  return { format: 'TabSeparated', columns: RESULT_COLUMNS[table], structure: '' };
}

function isEventTable(table: InsertTable): table is EventTable {
  return table in EVENT_COLUMNS;
}
