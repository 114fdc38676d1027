/** A CloudEvent 1.0 in structured JSON, `application/cloudevents+json`. */
export interface CloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  /** Where it happened: a URI reference. */
  readonly source: string;
  /** What happened: `tidewall.alert.raised.v1`. */
  readonly type: string;
  /** RFC 3339. */
  readonly time: string;
  readonly subject?: string;
  readonly datacontenttype: 'application/json';
  readonly data: unknown;
}

export const CLOUD_EVENT_TYPE = 'application/cloudevents+json; charset=utf-8';

export interface Happening {
  /** The same for every try: receivers recognise repetitions by it. */
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly at: Date;
  readonly subject?: string;
  readonly data: unknown;
}

export function cloudEvent({ id, source, type, at, subject, data }: Happening): CloudEvent {
  return {
    specversion: '1.0',
    id,
    source,
    type,
    time: at.toISOString(),
    ...(subject === undefined ? {} : { subject }),
    datacontenttype: 'application/json',
    data,
  };
}
