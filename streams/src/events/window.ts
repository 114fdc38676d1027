/** A closed or revised window of an area, as `replay --windows` writes it. `start` is local time with offset. */
export interface AreaWindow {
  readonly kind: 'area';
  readonly areaId: string;
  readonly size: '1m';
  readonly start: string;
  readonly subscribers: number;
  readonly signalling: number;
  readonly usage: number;
  readonly events: number;
}

/** A closed or revised window of a hotspot. */
export interface HotspotWindow {
  readonly kind: 'hotspot';
  readonly hotspotId: string;
  readonly size: '1m' | '15m';
  readonly start: string;
  readonly subscribers: number;
  readonly students: number;
  readonly ownNewcomers: number;
  readonly rivals: number;
  readonly signalling: number;
  readonly usage: number;
  readonly calls: number;
  readonly sms: number;
  /** Up and down. */
  readonly bytes: number;
  readonly voiceSeconds: number;
}

/** Communications of our subscribers in an area with numbers of one operator. */
export interface OperatorWindow {
  readonly kind: 'operator';
  readonly areaId: string;
  readonly operatorId: string;
  readonly size: '15m';
  readonly start: string;
  readonly calls: number;
  readonly sms: number;
  readonly voiceSeconds: number;
}

export type Window = AreaWindow | HotspotWindow | OperatorWindow;

/** A window result with what the store needs to keep the newest one. */
export type WindowResult = Window & {
  /** Start, epoch milliseconds. */
  readonly startMs: number;
  /** 0 at the first close, then one more for each late revision. */
  readonly revision: number;
};
