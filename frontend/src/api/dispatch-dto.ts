/** The contract of sending and of the contact policy, as the server describes it. Times are epoch milliseconds. */
export type KillScope = 'tenant' | 'scheme' | 'channel';

/** GET /kill-switches. */
export interface KillSwitchDto {
  readonly switchId: string;
  readonly scope: KillScope;
  /** Scheme or channel; `*` for everything. */
  readonly key: string;
  readonly reason: string;
  readonly setBy: string;
  readonly setAt: number;
  readonly liftedBy: string | null;
  readonly liftedAt: number | null;
}

/** GET /channels. */
export interface ChannelDto {
  readonly name: string;
  readonly type: 'smpp' | 'webhook' | 'log';
  readonly state: 'ready' | 'connecting' | 'closed';
  readonly inFlight: number;
  readonly waiting: number;
  readonly window: number;
  readonly rate: number | null;
  readonly breaker: 'closed' | 'open' | 'half-open';
  readonly lastFault?: string;
  readonly stopped: boolean;
}

export interface DeadLetterDto {
  readonly submissionId: string;
  readonly decisionId: string;
  readonly schemeId: string;
  readonly channel: string;
  readonly code: string | null;
  readonly attempts: number;
  readonly settledAt: number | null;
}

export interface DeadCountDto {
  readonly schemeId: string;
  readonly channel: string;
  readonly code: string | null;
  readonly count: number;
}

/** GET /dead-letters. */
export interface DeadLettersDto {
  readonly items: readonly DeadLetterDto[];
  readonly counts: readonly DeadCountDto[];
  readonly nextCursor: string | null;
}

interface LedgerSumDto {
  readonly triggers: number;
  readonly byReason: Readonly<Record<string, number>>;
  /** 0 when it adds up. */
  readonly difference: number;
}

export interface LedgerLineDto extends LedgerSumDto {
  readonly minute: number;
  readonly schemeId: string;
}

/** GET /ledger. */
export interface LedgerDto {
  readonly lines: readonly LedgerLineDto[];
  readonly total: LedgerSumDto;
  readonly addsUp: boolean;
}

export type CapScope = 'all' | 'channel' | 'category' | 'scheme';

export interface PolicyCapDto {
  readonly scope: CapScope;
  /** Null: each of them by itself. */
  readonly key: string | null;
  readonly limit: number;
  readonly windowMs: number;
}

export interface PolicyDto {
  readonly caps: readonly PolicyCapDto[];
  readonly quietHours: {
    readonly fromMinute: number;
    readonly toMinute: number;
    readonly holidays: 'as-usual' | 'whole-day';
  } | null;
  readonly competeMs: number;
  readonly controlShare: number;
  readonly consentRequired: boolean;
}

/** GET /contact-policy. */
export interface PolicyInForceDto {
  readonly version: number;
  readonly policy: PolicyDto;
}

/** POST /do-not-disturb, PUT /contact-preferences. */
export interface PersonsChangedDto {
  readonly changed: number;
  readonly unreadable: number;
}

/** GET /contact-preferences. */
export interface PreferenceCountsDto {
  readonly consenting: number;
  readonly byLanguage: Readonly<Record<string, number>>;
  readonly byTimeZone: Readonly<Record<string, number>>;
}
