/** Takes the events of an hour as they are made, in no order. Codes as in events/feeds.ts, places as in people/place.ts. */
export interface Sink {
  signalling(time: number, kind: number, msisdn: number, place: number): void;
  usage(
    time: number,
    service: number,
    msisdn: number,
    place: number,
    direction: number,
    peer: number,
    operator: number,
    amount: number,
    downlink: number,
  ): void;
  /** `channel` is the index of the shop. */
  lifecycle(time: number, kind: number, msisdn: number, channel: number): void;
}

/** Signalling codes. */
export const ATTACH = 0;
export const REGISTRATION = 2;
export const AREA_UPDATE = 3;
export const PERIODIC_UPDATE = 4;
export const HANDOVER = 5;
export const SERVICE_REQUEST = 6;
export const PAGING = 7;
export const SESSION = 8;
