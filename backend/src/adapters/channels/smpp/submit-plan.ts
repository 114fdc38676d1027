import type { PduFields } from 'smpp';
import { notTried, type Failed, type OutboundMessage } from '../channel.ts';
import { encodeGsm7 } from '../gsm7.ts';
import { splitSms, type SmsEncoding } from '../sms-segments.ts';
import { referenceName, userReference } from './reference.ts';

/** How messages are written for this provider. */
export interface WritingRules {
  readonly sender: string;
  readonly senderTon: number;
  readonly senderNpi: number;
  readonly destinationTon: number;
  readonly destinationNpi: number;
  readonly serviceType: string;
  readonly validityMs: number;
  /** Long texts: parts joined by a header, or one message in message_payload. */
  readonly longText: 'parts' | 'payload';
  readonly maxSegments: number;
  readonly userReference: boolean;
  readonly referenceTag?: number | undefined;
}

export type SubmitPlan = { readonly pdus: readonly PduFields[] } | { readonly refused: Failed };

const NUMBER = /^\+?\d{3,20}$/;
/** source_addr, § 5.2.8. */
const SENDER = /^[\x20-\x7e]{0,20}$/;
const ALPHANUMERIC = { ton: 5, npi: 0 };
const INTERNATIONAL = 1;
const DATA_CODING: Readonly<Record<SmsEncoding, number>> = { 'gsm-7': 0x00, 'ucs-2': 0x08 };
const UDH_INDICATOR = 0x40;
/** esm_class and short_message are in the standard; one receipt for the final state (§ 5.2.17). */
const RECEIPT_AT_END = 1;

/** Turns a message into the parameters of its submit_sm, one a part; `joint` is the same for the parts of a text. */
export function planSubmit(message: OutboundMessage, rules: WritingRules, joint: number): SubmitPlan {
  const refused = refusedOutright(message, rules);
  if (refused !== undefined) return { refused };
  const { encoding, parts } = splitSms(message.text);
  const fields = { ...addressing(message, rules), data_coding: DATA_CODING[encoding] };
  if (parts.length === 1) {
    return { pdus: [{ ...fields, short_message: encode(message.text, encoding) }] };
  }
  if (rules.longText === 'payload') {
    return { pdus: [{ ...fields, message_payload: encode(message.text, encoding) }] };
  }
  return {
    pdus: parts.map((part, index) => ({
      ...fields,
      esm_class: UDH_INDICATOR,
      short_message: Buffer.concat([joiningHeader(joint, parts.length, index + 1), encode(part, encoding)]),
    })),
  };
}

function refusedOutright(message: OutboundMessage, rules: WritingRules): Failed | undefined {
  if (!NUMBER.test(message.to)) {
    return { ...notTried('permanent', 'number-malformed', 'the number is none'), recipientAtFault: true };
  }
  if (!SENDER.test(message.sender ?? rules.sender)) {
    return notTried(
      'permanent',
      'sender-malformed',
      'the sender is longer than 20 or holds other than ASCII',
    );
  }
  const segments = splitSms(message.text).parts.length;
  if (segments === 0) return notTried('permanent', 'text-empty', 'the text is empty');
  if (segments > rules.maxSegments) {
    const reason = `the text takes ${segments} segments, more than ${rules.maxSegments}`;
    return notTried('permanent', 'text-too-long', reason);
  }
  return undefined;
}

function addressing(message: OutboundMessage, rules: WritingRules): PduFields {
  const sender = message.sender ?? rules.sender;
  const named = /[^\d]/.test(sender);
  const { submissionId, to } = message;
  return {
    service_type: rules.serviceType,
    source_addr_ton: named ? ALPHANUMERIC.ton : rules.senderTon,
    source_addr_npi: named ? ALPHANUMERIC.npi : rules.senderNpi,
    source_addr: sender,
    dest_addr_ton: to.startsWith('+') ? INTERNATIONAL : rules.destinationTon,
    dest_addr_npi: rules.destinationNpi,
    destination_addr: to.replace('+', ''),
    registered_delivery: RECEIPT_AT_END,
    validity_period: relativeTime(message.validForMs ?? rules.validityMs),
    ...(rules.userReference ? { user_message_reference: userReference(submissionId) } : {}),
    ...(rules.referenceTag === undefined
      ? {}
      : { [referenceName(rules.referenceTag)]: Buffer.from(submissionId) }),
  };
}

function encode(text: string, encoding: SmsEncoding): Buffer {
  return encoding === 'gsm-7' ? encodeGsm7(text) : Buffer.from(text, 'utf16le').swap16();
}

/** Concatenated messages with an 8-bit reference: 3GPP TS 23.040 § 9.2.3.24.1. */
function joiningHeader(joint: number, count: number, position: number): Buffer {
  return Buffer.from([5, 0, 3, joint & 0xff, count, position]);
}

/** `YYMMDDhhmmss000R`, § 7.1.1. Months and years stay zero, as their length would be the provider's guess. */
function relativeTime(ms: number): string {
  const seconds = Math.max(1, Math.min(Math.ceil(ms / 1_000), 31 * 86_400 - 1));
  const days = Math.floor(seconds / 86_400);
  const inDay = seconds % 86_400;
  const pairs = [days, Math.floor(inDay / 3_600), Math.floor((inDay % 3_600) / 60), inDay % 60];
  return `0000${pairs.map((value) => String(value).padStart(2, '0')).join('')}000R`;
}
