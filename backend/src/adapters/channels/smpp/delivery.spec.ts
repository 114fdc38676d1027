import { describe, expect, it } from '@jest/globals';
import smpp, { type PduFields } from 'smpp';
import { readDelivery, type ReceiptRules } from './delivery.ts';
import { referenceName } from './reference.ts';

const RULES: ReceiptRules = { permanentErrors: ['001'], receiptIds: 'same' };
const APPENDIX_B =
  'id:0123456789 sub:001 dlvrd:001 submit date:0612131155 done date:0612131156 stat:DELIVRD err:000 text:Hello id:9';

/** As it comes over the wire: written and read again by the library. */
function delivered(fields: PduFields, rules: ReceiptRules = RULES) {
  const written = new smpp.PDU('deliver_sm', { source_addr: '8613800000001', ...fields });
  return readDelivery(new smpp.PDU(written.toBuffer()), rules);
}
const receipt = (text: string, more: PduFields = {}) =>
  delivered({ esm_class: 0x04, data_coding: 0, short_message: Buffer.from(text), ...more });

describe('deliver_sm', () => {
  it('is a receipt in the text form of Appendix B', () => {
    expect(receipt(APPENDIX_B)).toEqual({
      kind: 'receipt',
      from: '8613800000001',
      messageId: '0123456789',
      state: 'delivered',
      permanent: false,
      code: 'DELIVRD 000',
    });
  });

  it.each([
    ['DELIVRD', 'delivered'],
    ['EXPIRED', 'expired'],
    ['DELETED', 'failed'],
    ['UNDELIV', 'failed'],
    ['REJECTD', 'failed'],
    ['UNKNOWN', 'failed'],
    ['ACCEPTD', 'pending'],
    ['ENROUTE', 'pending'],
  ])('with stat %s is %s', (stat, state) => {
    expect(receipt(`id:7 stat:${stat}`)).toMatchObject({ messageId: '7', state });
    expect(receipt(`id:7 STAT:${stat.toLowerCase()}`)).toMatchObject({ messageId: '7', state });
  });

  it('is a receipt in parameters, which count for more than the text', () => {
    const told = { receipted_message_id: 'abc', message_state: 2 };
    expect(receipt('id:zzz stat:UNDELIV', told)).toMatchObject({ messageId: 'abc', state: 'delivered' });
    expect(delivered(told)).toMatchObject({ kind: 'receipt', messageId: 'abc', state: 'delivered' });
  });

  it('keeps ids whose characters GSM writes differently', () => {
    expect(receipt('id:A_b-C@1$ stat:DELIVRD')).toMatchObject({ messageId: 'A_b-C@1$' });
  });

  it('is read from message_payload, and from UCS-2', () => {
    const payload = { short_message: Buffer.alloc(0), message_payload: Buffer.from('id:7 stat:EXPIRED') };
    expect(receipt('', payload)).toMatchObject({ messageId: '7', state: 'expired' });
    const wide = Buffer.from('id:8 stat:DELIVRD', 'utf16le').swap16();
    expect(delivered({ esm_class: 0x04, data_coding: 8, short_message: wide })).toMatchObject({
      messageId: '8',
    });
  });

  it('blames the number only for errors that say so', () => {
    expect(receipt('id:7 stat:UNDELIV err:001')).toMatchObject({ permanent: true, code: 'UNDELIV 001' });
    expect(receipt('id:7 stat:UNDELIV err:027')).toMatchObject({ permanent: false });
    expect(receipt('id:7 stat:EXPIRED err:001')).toMatchObject({ permanent: false });
    const unknownSubscriber = { network_error_code: Buffer.from([3, 0, 1]) };
    const absentSubscriber = { network_error_code: Buffer.from([3, 0, 27]) };
    expect(receipt('id:7 stat:UNDELIV', unknownSubscriber)).toMatchObject({ permanent: true });
    expect(receipt('id:7 stat:UNDELIV err:001', absentSubscriber)).toMatchObject({ permanent: false });
  });

  it('tells our own references where the provider echoes them', () => {
    const rules = { ...RULES, referenceTag: 0x1500 };
    const echoed = { user_message_reference: 513, [referenceName(0x1500)]: Buffer.from('s-1') };
    const fields = {
      esm_class: 0x04,
      data_coding: 0,
      short_message: Buffer.from('id:7 stat:DELIVRD'),
      ...echoed,
    };
    expect(delivered(fields, rules)).toMatchObject({ userReference: 513, submissionId: 's-1' });
  });

  it('finds ids that the provider answers in another notation', () => {
    const written = (id: string, receiptIds: ReceiptRules['receiptIds']) => {
      const fields = { esm_class: 0x04, data_coding: 0, short_message: Buffer.from(`id:${id} stat:DELIVRD`) };
      return delivered(fields, { ...RULES, receiptIds });
    };
    expect(written('0012648430', 'answer-hex')).toMatchObject({ messageId: 'c0ffee' });
    expect(written('C0FFEE', 'answer-decimal')).toMatchObject({ messageId: '12648430' });
    expect(written('c0ffee-1', 'answer-hex')).toMatchObject({ messageId: 'c0ffee-1' });
  });

  it('is never final as an intermediate notice', () => {
    const notice = { esm_class: 0x20, data_coding: 0, short_message: Buffer.from('id:7 stat:UNDELIV') };
    expect(delivered(notice)).toMatchObject({ kind: 'receipt', state: 'pending' });
  });

  it('is what a subscriber wrote', () => {
    const chinese = { data_coding: 8, short_message: Buffer.from('退订', 'utf16le').swap16() };
    expect(delivered(chinese)).toEqual({ kind: 'reply', from: '8613800000001', text: '退订' });
    const plain = { data_coding: 0, short_message: Buffer.from('TD') };
    expect(delivered(plain)).toEqual({ kind: 'reply', from: '8613800000001', text: 'TD' });
  });

  it('is nothing of ours as a manual acknowledgement', () => {
    expect(delivered({ esm_class: 0x10, data_coding: 0, short_message: Buffer.from('ok') })).toEqual({
      kind: 'other',
    });
  });
});
