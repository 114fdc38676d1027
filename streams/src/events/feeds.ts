/** The three feeds in their processing order at one instant (lifecycle before signalling before usage). */
export const FEEDS = ['lifecycle', 'signalling', 'usage'] as const;
export type Feed = (typeof FEEDS)[number];

/** Signalling event types: 3GPP mobility and session procedures. The array index is the code kept in batches. */
export const SIGNALLING_TYPES = [
  'attach',
  'detach',
  'registration',
  'area-update',
  'periodic-update',
  'handover',
  'service-request',
  'paging',
  'session',
] as const;
export type SignallingType = (typeof SIGNALLING_TYPES)[number];

/** Usage services. The array index is the code kept in batches. */
export const SERVICES = ['voice', 'sms', 'data'] as const;
export type Service = (typeof SERVICES)[number];
export const VOICE = 0;
export const SMS = 1;
export const DATA = 2;

/** Directions of a call or message. Code 0 in a batch means absent, so code = index + 1. */
export const DIRECTIONS = ['originating', 'terminating'] as const;
export type Direction = (typeof DIRECTIONS)[number];
export const ORIGINATING = 1;
export const TERMINATING = 2;

/** Customer lifecycle event types. The array index is the code kept in batches. */
export const LIFECYCLE_TYPES = [
  'activated',
  'deactivated',
  'ported-in',
  'ported-out',
  'suspended',
  'resumed',
  'product-ordered',
] as const;
export type LifecycleType = (typeof LIFECYCLE_TYPES)[number];
export const ACTIVATED = 0;
export const DEACTIVATED = 1;
export const PORTED_IN = 2;
export const PORTED_OUT = 3;

/** The names behind the codes of `EventBatch.kind`, by feed. */
export const KINDS: Readonly<Record<Feed, readonly string[]>> = {
  lifecycle: LIFECYCLE_TYPES,
  signalling: SIGNALLING_TYPES,
  usage: SERVICES,
};

/** The field that carries the kind, by feed. */
export const KIND_FIELD: Readonly<Record<Feed, string>> = {
  lifecycle: 'eventType',
  signalling: 'eventType',
  usage: 'service',
};

/** Text fields kept as byte slices for the raw store, by feed, in slice order. */
export const TEXT_FIELDS = {
  lifecycle: ['channelId', 'areaId', 'productId'],
  signalling: ['cellId', 'servingAreaId', 'rat', 'homePlmn', 'servingPlmn'],
  usage: ['cellId', 'servingAreaId', 'peerOperator'],
} as const satisfies Record<Feed, readonly string[]>;
