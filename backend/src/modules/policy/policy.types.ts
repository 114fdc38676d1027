/** Why a trigger was or was not sent: each ends with exactly one of these. */
export const REASONS = [
  'sent',
  'held-out',
  'not-eligible',
  'do-not-disturb',
  'no-consent',
  'quiet-hours-deferred',
  'capped',
  'lower-priority',
  'stale',
  'expired',
  'no-channel',
  'failed',
  'unknown',
] as const;
export type Reason = (typeof REASONS)[number];

/** `queued`: decided or about to be, with its end still to come. */
export type DecisionState = Reason | 'queued';

/** Which contacts a cap counts. */
export const CAP_SCOPES = ['all', 'channel', 'category', 'scheme'] as const;
export type CapScope = (typeof CAP_SCOPES)[number];

/** At most `limit` contacts of one subscriber within any span of `windowMs`. */
export interface Cap {
  readonly scope: CapScope;
  /** Name of the channel, category or scheme; null: each of them by itself. */
  readonly key: string | null;
  readonly limit: number;
  readonly windowMs: number;
}

export interface QuietHours {
  /** Minutes of the local day; over midnight when `from` is later than `to`. */
  readonly fromMinute: number;
  readonly toMinute: number;
  /** Public holidays: as on any other day, or quiet from beginning to end. */
  readonly holidays: 'as-usual' | 'whole-day';
}

/** What holds for every scheme. */
export interface ContactPolicy {
  readonly caps: readonly Cap[];
  readonly quietHours: QuietHours | null;
  /** Triggers of one subscriber that come within this time compete. */
  readonly competeMs: number;
  /** Share of subscribers whom no scheme contacts. */
  readonly controlShare: number;
  /** Only who has agreed is contacted; without it, everybody who has not refused. */
  readonly consentRequired: boolean;
}

const DAY_MS = 86_400_000;

export const DEFAULT_POLICY: ContactPolicy = {
  caps: [
    { scope: 'all', key: null, limit: 1, windowMs: DAY_MS },
    { scope: 'all', key: null, limit: 3, windowMs: 7 * DAY_MS },
    { scope: 'all', key: null, limit: 8, windowMs: 30 * DAY_MS },
  ],
  quietHours: { fromMinute: 21 * 60, toMinute: 9 * 60, holidays: 'as-usual' },
  competeMs: 2_000,
  controlShare: 0,
  consentRequired: false,
};

/** A contact that counts: reserved for a message under way, or made. */
export interface Contact {
  readonly schemeId: string;
  readonly category: string;
  readonly channel: string;
  /** Epoch milliseconds; a reserved one may be made at any moment, so it counts whatever its age. */
  readonly at: number;
  readonly state: 'reserved' | 'committed';
}
