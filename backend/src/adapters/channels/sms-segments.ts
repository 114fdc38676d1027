import { septetsOf } from './gsm7.ts';

export type SmsEncoding = 'gsm-7' | 'ucs-2';

/** What a text costs as SMS. Units are septets (GSM-7) or 16-bit units (UCS-2). */
export interface SmsLength {
  readonly encoding: SmsEncoding;
  readonly units: number;
  /** 0 for the empty text. */
  readonly segments: number;
  /** Room of each segment: 160 or 70 alone, 153 or 67 with the header that joins parts. */
  readonly unitsPerSegment: number;
  /** Room left in the last segment. */
  readonly unitsLeft: number;
}

export interface SmsParts {
  readonly encoding: SmsEncoding;
  readonly parts: readonly string[];
}

/** 140 octets; a concatenation header takes 6 of them (3GPP TS 23.040 § 9.2.3.24.1). */
const ROOM: Readonly<Record<SmsEncoding, { readonly alone: number; readonly joined: number }>> = {
  'gsm-7': { alone: 160, joined: 153 },
  'ucs-2': { alone: 70, joined: 67 },
};

/** Segments that a text needs. A character outside the GSM alphabet turns the whole text into UCS-2. */
export function measureSms(text: string): SmsLength {
  const { encoding, parts } = splitSms(text);
  const unitsPerSegment = ROOM[encoding][parts.length > 1 ? 'joined' : 'alone'];
  const units = unitsOf(text, encoding);
  const inLast = unitsOf(parts.at(-1) ?? '', encoding);
  return { encoding, units, segments: parts.length, unitsPerSegment, unitsLeft: unitsPerSegment - inLast };
}

/** Cuts a text into its segments. Neither an escaped character nor a surrogate pair is ever cut in two. */
export function splitSms(text: string): SmsParts {
  const encoding = encodingOf(text);
  if (text === '') return { encoding, parts: [] };
  if (unitsOf(text, encoding) <= ROOM[encoding].alone) return { encoding, parts: [text] };
  const room = ROOM[encoding].joined;
  const parts: string[] = [];
  let part = '';
  let used = 0;
  for (const char of text) {
    const size = unitsOf(char, encoding);
    if (used + size > room) {
      parts.push(part);
      part = '';
      used = 0;
    }
    part += char;
    used += size;
  }
  parts.push(part);
  return { encoding, parts };
}

function encodingOf(text: string): SmsEncoding {
  for (const char of text) if (septetsOf(char) === 0) return 'ucs-2';
  return 'gsm-7';
}

function unitsOf(text: string, encoding: SmsEncoding): number {
  if (encoding === 'ucs-2') return text.length;
  let septets = 0;
  for (const char of text) septets += septetsOf(char);
  return septets;
}
