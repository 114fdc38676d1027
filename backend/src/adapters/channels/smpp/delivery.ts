import type { Pdu } from 'smpp';
import { encodeGsm7 } from '../gsm7.ts';
import { referenceName } from './reference.ts';

/** What a deliver_sm brought. */
export type Delivery = DeliveredReceipt | DeliveredReply | { readonly kind: 'other' };

export interface DeliveredReceipt {
  readonly kind: 'receipt';
  readonly messageId?: string;
  /** Ours, if the provider echoes the parameter that carried it. */
  readonly submissionId?: string;
  /** Ours too, of 16 bits: tells messages to the same number apart. */
  readonly userReference?: number;
  readonly from: string;
  /** `pending`: not final. */
  readonly state: 'delivered' | 'failed' | 'expired' | 'pending';
  readonly permanent: boolean;
  readonly code: string;
}

export interface DeliveredReply {
  readonly kind: 'reply';
  readonly from: string;
  readonly text: string;
}

export interface ReceiptRules {
  /** Error codes that say that the number does not exist. */
  readonly permanentErrors: readonly string[];
  /** How ids in receipts are written against those in answers. */
  readonly receiptIds: 'same' | 'answer-hex' | 'answer-decimal';
  /** Tag of the parameter that carries our submission id. */
  readonly referenceTag?: number | undefined;
}

/** message_state, SMPP 3.4 § 5.2.28. */
const STATES = ['', 'ENROUTE', 'DELIVRD', 'EXPIRED', 'DELETED', 'UNDELIV', 'ACCEPTD', 'UNKNOWN', 'REJECTD'];

const FINAL: Readonly<Record<string, 'delivered' | 'failed' | 'expired'>> = {
  DELIVRD: 'delivered',
  EXPIRED: 'expired',
  DELETED: 'failed',
  UNDELIV: 'failed',
  UNKNOWN: 'failed',
  REJECTD: 'failed',
};

/** Message type in esm_class, § 5.2.12. */
const TYPE_MASK = 0x3c;
const RECEIPT = 0x04;
const INTERMEDIATE = 0x20;

/** network_error_code, § 5.3.2.31: network type 3 is GSM, whose error 1 is "unknown subscriber" (3GPP TS 29.002). */
const GSM_NETWORK = 3;
const UNKNOWN_SUBSCRIBER = 1;

/** Reads receipts in both forms, parameters and the text of Appendix B, and what subscribers wrote. */
export function readDelivery(pdu: Pdu, rules: ReceiptRules): Delivery {
  const from = pdu.source_addr ?? '';
  const type = Number(pdu['esm_class'] ?? 0) & TYPE_MASK;
  const told = pdu['receipted_message_id'] !== undefined && pdu['message_state'] !== undefined;
  if (type === RECEIPT || type === INTERMEDIATE || told) {
    const receipt = readReceipt(pdu, from, rules);
    return type === INTERMEDIATE ? { ...receipt, state: 'pending' } : receipt;
  }
  if (type === 0) return { kind: 'reply', from, text: messageOf(pdu) };
  return { kind: 'other' };
}

function readReceipt(pdu: Pdu, from: string, rules: ReceiptRules): DeliveredReceipt {
  const text = receiptText(pdu);
  const stat = STATES[Number(pdu['message_state'] ?? 0)] || fieldOf(text, 'stat')?.toUpperCase() || 'UNKNOWN';
  const error = fieldOf(text, 'err');
  const messageId = asText(pdu['receipted_message_id']) ?? fieldOf(text, 'id');
  const submissionId = submissionOf(pdu, rules.referenceTag);
  const userReference = pdu['user_message_reference'];
  const state = FINAL[stat] ?? 'pending';
  const permanent = state === 'failed' && numberAtFault(pdu, error, rules.permanentErrors);
  return {
    kind: 'receipt',
    from,
    state,
    permanent,
    code: error === undefined ? stat : `${stat} ${error}`,
    ...(messageId === undefined ? {} : { messageId: answeredId(messageId, rules.receiptIds) }),
    ...(submissionId === undefined ? {} : { submissionId }),
    ...(typeof userReference === 'number' ? { userReference } : {}),
  };
}

/** `id:123 sub:001 dlvrd:001 submit date:… done date:… stat:DELIVRD err:000 text:…` (Appendix B). */
function fieldOf(text: string, name: 'id' | 'stat' | 'err'): string | undefined {
  const value = new RegExp(`(?:^|\\s)${name}:\\s*(\\S{1,65})`, 'i').exec(text)?.[1];
  return value === undefined || value === '' ? undefined : value;
}

/**
 * The library reads everything in the default alphabet as GSM, where `_` is `§`. Receipts are ASCII in truth, and
 * ids may hold what both write differently.
 */
function receiptText(pdu: Pdu): string {
  const text = messageOf(pdu);
  const coding = Number(pdu['data_coding'] ?? 0) & 0x0f;
  return coding <= 1 ? encodeGsm7(text).toString('latin1') : text;
}

function messageOf(pdu: Pdu): string {
  const [short, long] = [pdu['short_message'], pdu['message_payload']].map(asText);
  return short === undefined || short === '' ? (long ?? '') : short;
}

/** The library gives `{ message }`, of text or bytes, or bytes, or text. */
function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (Buffer.isBuffer(value)) return value.toString('latin1');
  if (typeof value === 'object' && value !== null && 'message' in value) return asText(value.message);
  return undefined;
}

function submissionOf(pdu: Pdu, tag: number | undefined): string | undefined {
  return tag === undefined ? undefined : asText(pdu[referenceName(tag)]);
}

function numberAtFault(pdu: Pdu, error: string | undefined, permanentErrors: readonly string[]): boolean {
  const network = pdu['network_error_code'];
  if (Buffer.isBuffer(network) && network.length >= 3) {
    return network[0] === GSM_NETWORK && network.readUInt16BE(1) === UNKNOWN_SUBSCRIBER;
  }
  return error !== undefined && permanentErrors.includes(error);
}

/** Some providers answer in one notation and write receipts in the other. */
function answeredId(id: string, written: ReceiptRules['receiptIds']): string {
  if (written === 'answer-hex' && /^\d{1,20}$/.test(id)) return BigInt(id).toString(16);
  if (written === 'answer-decimal' && /^[0-9a-f]{1,16}$/i.test(id)) return BigInt(`0x${id}`).toString(10);
  return id;
}
