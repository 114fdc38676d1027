import type { Receipt } from '../../adapters/channels/index.ts';

export type ReceiptState = Receipt['state'];

/** A receipt as it is written down: no number, no text. */
export interface NotedReceipt {
  readonly submissionId: string | null;
  readonly channel: string;
  readonly providerMessageId: string | null;
  readonly state: ReceiptState;
  readonly permanent: boolean;
  readonly code: string | null;
}
