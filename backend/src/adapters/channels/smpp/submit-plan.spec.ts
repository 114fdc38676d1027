import { describe, expect, it } from '@jest/globals';
import { planSubmit, type WritingRules } from './submit-plan.ts';

const RULES: WritingRules = {
  sender: '10655',
  senderTon: 0,
  senderNpi: 1,
  destinationTon: 2,
  destinationNpi: 1,
  serviceType: '',
  validityMs: 86_400_000,
  longText: 'parts',
  maxSegments: 3,
  userReference: true,
};
const message = { submissionId: 's-1', to: '8613800000001', text: 'Welcome home' };

function pdusOf(
  more: Partial<typeof message & { sender: string; validForMs: number }>,
  rules = RULES,
  joint = 7,
) {
  const plan = planSubmit({ ...message, ...more }, rules, joint);
  if ('refused' in plan) throw new Error(plan.refused.code);
  return plan.pdus;
}

describe('submit_sm of a message', () => {
  it('asks for a receipt of the final state and names itself', () => {
    const [pdu] = pdusOf({});
    expect(pdu).toMatchObject({
      source_addr: '10655',
      destination_addr: '8613800000001',
      dest_addr_ton: 2,
      registered_delivery: 1,
      data_coding: 0,
      short_message: Buffer.from('Welcome home'),
    });
    expect(pdusOf({})[0]!['user_message_reference']).toBe(pdu!['user_message_reference']);
    expect(pdusOf({}, { ...RULES, userReference: false })[0]).not.toHaveProperty('user_message_reference');
  });

  it('is UCS-2, most significant octet first, beyond the GSM alphabet', () => {
    expect(pdusOf({ text: '回家' })[0]).toMatchObject({
      data_coding: 8,
      short_message: Buffer.from([0x56, 0xde, 0x5b, 0xb6]),
    });
  });

  it('takes a plus for an international number, and letters for a named sender', () => {
    expect(pdusOf({ to: '+8613800000001', sender: 'Tidewall' })[0]).toMatchObject({
      destination_addr: '8613800000001',
      dest_addr_ton: 1,
      source_addr: 'Tidewall',
      source_addr_ton: 5,
      source_addr_npi: 0,
    });
  });

  it('writes how long the provider may try', () => {
    expect(pdusOf({})[0]!['validity_period']).toBe('000001000000000R');
    expect(pdusOf({ validForMs: 900_000 })[0]!['validity_period']).toBe('000000001500000R');
    expect(pdusOf({ validForMs: 0 })[0]!['validity_period']).toBe('000000000001000R');
    expect(pdusOf({ validForMs: 9e9 })[0]!['validity_period']).toBe('000030235959000R');
  });

  it('joins the parts of a long text by a header', () => {
    const pdus = pdusOf({ text: 'a'.repeat(161) }, RULES, 263);
    expect(pdus).toHaveLength(2);
    expect(pdus.map((pdu) => pdu['esm_class'])).toEqual([0x40, 0x40]);
    const bytes = pdus.map((pdu) => pdu['short_message'] as Buffer);
    expect(bytes.map((part) => [...part.subarray(0, 6)])).toEqual([
      [5, 0, 3, 7, 2, 1],
      [5, 0, 3, 7, 2, 2],
    ]);
    expect(bytes.map((part) => part.length)).toEqual([159, 14]);
    const wide = pdusOf({ text: '潮'.repeat(71) }).map((pdu) => (pdu['short_message'] as Buffer).length);
    expect(wide).toEqual([140, 14]);
  });

  it('refuses what nobody could take', () => {
    for (const to of ['', '+', '138 0000', 'abc', '1'.repeat(21)]) {
      expect(planSubmit({ ...message, to }, RULES, 0)).toMatchObject({
        refused: { kind: 'permanent', code: 'number-malformed', recipientAtFault: true, notTried: true },
      });
    }
    for (const sender of ['潮汐', 'x'.repeat(21)]) {
      expect(planSubmit({ ...message, sender }, RULES, 0)).toMatchObject({
        refused: { kind: 'permanent', code: 'sender-malformed' },
      });
    }
    expect(planSubmit({ ...message, text: '潮'.repeat(202) }, RULES, 0)).toMatchObject({
      refused: { code: 'text-too-long' },
    });
  });
});
