import type { Observable } from 'rxjs';

/** A way to reach a subscriber. Knows no feature and no database: what it is told is gone when it closes. */
export interface Channel {
  readonly name: string;
  /**
   * Tries once. Never rejects. Waits for a place in the window no longer than `maxWait` of the channel, so that
   * nothing leaves long after the caller decided to send it.
   */
  submit(message: OutboundMessage): Promise<SubmitOutcome>;
  /** What became of accepted and unknown messages. At least once each: the same one may come again. */
  readonly receipts$: Observable<Receipt>;
  /** What subscribers answered. At least once each. */
  readonly replies$: Observable<Reply>;
  status(): ChannelStatus;
  /** Takes nothing more, waits for answers under way, then lets go of the connection. */
  close(): Promise<void>;
}

export interface OutboundMessage {
  /** The same for every try of the same message. */
  readonly submissionId: string;
  /** The raw number. Lives in memory only: never logged, stored or put into an outcome. */
  readonly to: string;
  readonly text: string;
  /** Instead of the sender of the channel. */
  readonly sender?: string | undefined;
  /** How long the provider may go on trying [as configured]. */
  readonly validForMs?: number | undefined;
}

export type SubmitOutcome = Accepted | Failed | Unknown;

/** The provider has it. */
export interface Accepted {
  readonly outcome: 'accepted';
  /** Of the first part, where a long text went out in parts. */
  readonly providerMessageId: string;
}

/** The provider certainly does not have it. */
export interface Failed {
  readonly outcome: 'failed';
  readonly kind: FailureKind;
  /** Bounded: a name of a status or of ours. */
  readonly code: string;
  /** In words, without number and text. */
  readonly reason: string;
  /** The number itself is at fault, not the message or the account: the only failures that say so. */
  readonly recipientAtFault?: true;
  /** Nothing was sent to the provider: does not count as an attempt. */
  readonly notTried?: true;
  /** The provider said how long to wait. */
  readonly retryAfterMs?: number;
}
export type FailureKind = 'transient' | 'permanent' | 'throttled';

/** It may have been sent: never send it again blindly, wait for a receipt. */
export interface Unknown {
  readonly outcome: 'unknown';
  /** Bounded: response-timeout, connection-lost, parts-incomplete. */
  readonly reason: UnknownReason;
}
export type UnknownReason = 'response-timeout' | 'connection-lost' | 'parts-incomplete';

/** `accepted`: a late answer to a message reported as unknown. The others are final. */
export type ReceiptState = 'accepted' | 'delivered' | 'failed' | 'expired';

export interface Receipt extends Handed {
  /** At least one of the two is given. */
  readonly submissionId?: string;
  readonly providerMessageId?: string;
  readonly state: ReceiptState;
  /** The number itself is at fault: it does not exist. */
  readonly permanent?: boolean;
  /** As the provider wrote it, `UNDELIV 001`. */
  readonly code?: string;
  /** When it came, in milliseconds: the times inside are in a zone nobody names. */
  readonly at: number;
}

export interface Reply extends Handed {
  /** The raw number: memory only. */
  readonly from: string;
  readonly text: string;
  readonly at: number;
}

interface Handed {
  /**
   * To be called once it is durable, or is nobody's: whoever listens calls it for what it does not know, too. Until
   * then the provider is not told that it arrived, and says it again.
   */
  stored(): void;
}

export interface ChannelStatus {
  readonly name: string;
  readonly type: 'smpp' | 'webhook' | 'log';
  readonly state: 'ready' | 'connecting' | 'closed';
  readonly inFlight: number;
  readonly waiting: number;
  /** Most messages in flight at a time. */
  readonly window: number;
  /** Most messages a second; null without a limit. */
  readonly rate: number | null;
  readonly breaker: 'closed' | 'open' | 'half-open';
  /** Code of what went wrong last with the connection. */
  readonly lastFault?: string;
}

/** Where a channel says what happens: a constant message, values as fields, never a number or a text. */
export type ChannelLog = (
  level: 'debug' | 'info' | 'warn' | 'error',
  message: string,
  fields?: Readonly<Record<string, unknown>>,
) => void;

export function failed(kind: FailureKind, code: string, reason: string): Failed {
  return { outcome: 'failed', kind, code, reason };
}

/** Refused before anything was sent. */
export function notTried(kind: FailureKind, code: string, reason: string): Failed {
  return { outcome: 'failed', kind, code, reason, notTried: true };
}
