import type { Failed, FailureKind } from '../channel.ts';

type Meaning = readonly [name: string, kind: FailureKind, reason: string, recipientAtFault?: true];

/**
 * command_status of a refused submit_sm: SMPP 3.4 § 5.1.3, and 5.0 § 4.7.6 from 0x100 on. Permanent means that the
 * same message would be refused again. Only the destination address is the number's own fault: a wrong password or
 * sender must never count against a subscriber.
 */
const MEANINGS: Readonly<Record<number, Meaning>> = {
  0x01: ['ESME_RINVMSGLEN', 'permanent', 'the message is too long'],
  0x02: ['ESME_RINVCMDLEN', 'permanent', 'the provider does not take the length of the command'],
  0x03: ['ESME_RINVCMDID', 'permanent', 'the provider does not know the command'],
  0x04: ['ESME_RINVBNDSTS', 'transient', 'the session is not bound for sending'],
  0x06: ['ESME_RINVPRTFLG', 'permanent', 'the priority is not taken'],
  0x07: ['ESME_RINVREGDLVFLG', 'permanent', 'receipts are not allowed'],
  0x08: ['ESME_RSYSERR', 'transient', 'the provider has a fault'],
  0x0a: ['ESME_RINVSRCADR', 'permanent', 'the sender is not allowed'],
  0x0b: ['ESME_RINVDSTADR', 'permanent', 'the number is not valid', true],
  0x14: ['ESME_RMSGQFUL', 'throttled', 'the queue of the provider is full'],
  0x15: ['ESME_RINVSERTYP', 'permanent', 'the service type is not valid'],
  0x33: ['ESME_RINVNUMDESTS', 'permanent', 'the count of destinations is not valid'],
  0x40: ['ESME_RINVDESTFLAG', 'permanent', 'the destination flag is not valid'],
  0x43: ['ESME_RINVESMCLASS', 'permanent', 'the class of the message is not valid'],
  0x44: ['ESME_RCNTSUBDL', 'permanent', 'distribution lists are not allowed'],
  0x45: ['ESME_RSUBMITFAIL', 'transient', 'the provider failed to take the message'],
  0x48: ['ESME_RINVSRCTON', 'permanent', 'the type of the sender is not valid'],
  0x49: ['ESME_RINVSRCNPI', 'permanent', 'the plan of the sender is not valid'],
  0x50: ['ESME_RINVDSTTON', 'permanent', 'the type of the number is not valid'],
  0x51: ['ESME_RINVDSTNPI', 'permanent', 'the plan of the number is not valid'],
  0x53: ['ESME_RINVSYSTYP', 'permanent', 'the system type is not valid'],
  0x54: ['ESME_RINVREPFLAG', 'permanent', 'the replace flag is not valid'],
  0x58: ['ESME_RTHROTTLED', 'throttled', 'more messages a second than allowed'],
  0x61: ['ESME_RINVSCHED', 'permanent', 'the time of delivery is not valid'],
  0x62: ['ESME_RINVEXPIRY', 'permanent', 'the validity is not valid'],
  0x63: ['ESME_RINVDFTMSGID', 'permanent', 'there is no such canned message'],
  0x64: ['ESME_RX_T_APPN', 'transient', 'the provider has a passing fault'],
  0x65: ['ESME_RX_P_APPN', 'permanent', 'the provider has a lasting fault with it'],
  0x66: ['ESME_RX_R_APPN', 'permanent', 'the provider rejects it'],
  0xc0: ['ESME_RINVTLVSTREAM', 'permanent', 'the optional part is broken'],
  0xc1: ['ESME_RTLVNOTALLWD', 'permanent', 'an optional parameter is not allowed'],
  0xc2: ['ESME_RINVTLVLEN', 'permanent', 'the length of an optional parameter is not valid'],
  0xc3: ['ESME_RMISSINGTLV', 'permanent', 'an optional parameter is missing'],
  0xc4: ['ESME_RINVTLVVAL', 'permanent', 'an optional parameter is not valid'],
  0xfe: ['ESME_RDELIVERYFAILURE', 'transient', 'the delivery failed'],
  0xff: ['ESME_RUNKNOWNERR', 'transient', 'the provider does not say what is wrong'],
  0x100: ['ESME_RSERTYPUNAUTH', 'permanent', 'the account may not use the service type'],
  0x101: ['ESME_RPROHIBITED', 'permanent', 'the account may not do this'],
  0x102: ['ESME_RSERTYPUNAVAIL', 'transient', 'the service type is out of order'],
  0x103: ['ESME_RSERTYPDENIED', 'permanent', 'the service type is denied'],
  0x104: ['ESME_RINVDCS', 'permanent', 'the encoding is not taken'],
};

/** What provider-specific codes mean; each provider has its own. */
export type StatusOverrides = Readonly<Partial<Record<string, FailureKind>>>;

/**
 * What a refusal means for the message. Unknown codes are worth another try: the provider certainly did not take
 * the message, and tries are bounded.
 */
export function refusal(status: number, overrides: StatusOverrides = {}): Failed {
  const key = `0x${status.toString(16).padStart(4, '0')}`;
  const [name, kind, reason, recipientAtFault] = MEANINGS[status] ?? [
    `SMPP_${key}`,
    'transient',
    'a code of the provider',
  ];
  return {
    outcome: 'failed',
    kind: overrides[key] ?? kind,
    code: name,
    reason,
    ...(recipientAtFault === true ? { recipientAtFault } : {}),
  };
}
