import type { Detection, Feed, WindowResult } from '@tidewall/streams/events';
import type { Block } from '../store/store.ts';
import type { ResultTable } from '../store/tables.ts';

/** New customers of a day in an area, as the streams package gives them. */
export interface ShareDayRow {
  readonly areaId: string;
  readonly day: string;
  readonly operatorId: string;
  readonly own: boolean;
  readonly newNumbers: number;
  readonly revision: number;
  readonly final: boolean;
}

/** What the number plan says of a number; empty texts for what it does not say. Never its digits. */
export interface NumberRow {
  /** High and low word of the pseudonym. */
  readonly hi: number;
  readonly lo: number;
  readonly operatorId: string;
  readonly homeAreaId: string;
  /** How many digits the number has. */
  readonly digits: number;
}

/** Active numbers of a day in an area, as the streams package gives them. */
export interface ActiveShareRow {
  readonly areaId: string;
  readonly day: string;
  /** Null for all rivals. */
  readonly operatorId: string | null;
  readonly ownActive: number;
  readonly rivalSeen: number;
  readonly seenOnce: number;
  readonly seenTwice: number;
  readonly communications: number;
  readonly rivalEstimated: number;
  readonly rivalInterval: readonly [number, number];
  readonly plainShare: number;
  readonly chao1Share: number;
  readonly chao1Interval: readonly [number, number];
  readonly outage: boolean;
}

/** A refused line of a source. */
export interface RejectionRow {
  readonly source: string;
  readonly feed: Feed;
  readonly line: number;
  readonly field: string | null;
  readonly code: string;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
}

type Cell = string | number | boolean | null;

/** Detections with the exact line that was emitted; without one, the detection as JSON. */
export function detectionBlock(token: string, detections: readonly Detection[]): Block {
  return block('detections', token, detections, (detection) => [
    detection.detectionId,
    detection.revision,
    detection.type,
    detection.subtype,
    dateTime64(Date.parse(detection.eventTime)),
    detection.subject.kind,
    detection.subject.id,
    detection.areaId,
    detection.hotspotId,
    detection.severity,
    detection.retracted === true,
    JSON.stringify(withoutNumber(detection)),
  ]);
}

/** Windows of all kinds, one block a table; the token gets the table's name. Empty tables are left out. */
export function windowBlocks(token: string, windows: readonly WindowResult[]): Block[] {
  const blocks = [
    block('area_windows', `${token}:area_windows`, windows.filter(isKind('area')), (w) => [
      w.areaId,
      w.size,
      seconds(w.startMs),
      w.subscribers,
      w.signalling,
      w.usage,
      w.events,
      w.revision,
    ]),
    block('hotspot_windows', `${token}:hotspot_windows`, windows.filter(isKind('hotspot')), (w) => [
      w.hotspotId,
      w.size,
      seconds(w.startMs),
      w.subscribers,
      w.students,
      w.ownNewcomers,
      w.rivals,
      w.signalling,
      w.usage,
      w.calls,
      w.sms,
      Math.round(w.bytes),
      w.voiceSeconds,
      w.revision,
    ]),
    block('operator_windows', `${token}:operator_windows`, windows.filter(isKind('operator')), (w) => [
      w.areaId,
      w.operatorId,
      w.size,
      seconds(w.startMs),
      w.calls,
      w.sms,
      w.voiceSeconds,
      w.revision,
    ]),
  ];
  return blocks.filter((one) => one.rows > 0);
}

export function shareDayBlock(token: string, days: readonly ShareDayRow[]): Block {
  return block('share_days', token, days, (d) => [
    d.areaId,
    d.day,
    d.operatorId,
    d.own,
    d.newNumbers,
    d.revision,
    d.final,
  ]);
}

export function numberBlock(token: string, numbers: readonly NumberRow[]): Block {
  return block('numbers', token, numbers, ({ hi, lo, operatorId, homeAreaId, digits }) => [
    ((BigInt(hi) << 32n) | BigInt(lo)).toString(),
    operatorId,
    homeAreaId,
    digits,
  ]);
}

export function activeShareBlock(token: string, rows: readonly ActiveShareRow[]): Block {
  return block('active_shares', token, rows, (row) => [
    row.areaId,
    row.day,
    row.operatorId,
    row.ownActive,
    row.rivalSeen,
    row.seenOnce,
    row.seenTwice,
    row.communications,
    row.rivalEstimated,
    ...row.rivalInterval,
    row.plainShare,
    row.chao1Share,
    ...row.chao1Interval,
    row.outage,
  ]);
}

export function rejectionBlock(token: string, rejections: readonly RejectionRow[]): Block {
  return block('rejected_events', token, rejections, (r) => [
    r.source,
    r.feed,
    r.line,
    r.field,
    r.code,
    dateTime64(r.receivedAt),
  ]);
}

/** The revealed number of `replay --reveal-numbers` never reaches the store. */
function withoutNumber(detection: Detection): Detection {
  if (detection.subject.msisdn === undefined) return detection;
  return { ...detection, subject: { kind: detection.subject.kind, id: detection.subject.id } };
}

function isKind<Kind extends WindowResult['kind']>(kind: Kind) {
  return (window: WindowResult): window is Extract<WindowResult, { kind: Kind }> => window.kind === kind;
}

function block<Row>(
  table: ResultTable,
  token: string,
  rows: readonly Row[],
  cells: (row: Row) => readonly Cell[],
): Block {
  const text = rows.map((row) => `${cells(row).map(field).join('\t')}\n`).join('');
  return { table, token, bytes: Buffer.from(text, 'utf8'), rows: rows.length };
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\b': '\\b',
  '\f': '\\f',
  '\0': '\\0',
};

/** Null is stored as the empty text. */
function field(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  return cell.replace(/[\\\t\n\r\b\f\0]/g, (character) => ESCAPES[character] ?? character);
}

function dateTime64(timeMs: number): string {
  return new Date(timeMs).toISOString().replace('T', ' ').replace('Z', '');
}

function seconds(timeMs: number): string {
  return String(Math.floor(timeMs / 1000));
}
