import { describe, expect, it } from '@jest/globals';
import type { DeliveredReceipt } from './delivery.ts';
import { SentMessages, type SentMessage } from './sent-messages.ts';

const sentTo = (submissionId: string, to: string, userReference = 1, parts = 1): SentMessage => ({
  submissionId,
  to,
  userReference,
  parts,
  arrived: 0,
});
const receipt = (more: Partial<DeliveredReceipt>): DeliveredReceipt => ({
  kind: 'receipt',
  from: '13800000001',
  state: 'delivered',
  permanent: false,
  code: 'DELIVRD',
  ...more,
});

describe('messages as receipts find them', () => {
  it('are found by the id of the answer', () => {
    const messages = new SentMessages();
    const sent = sentTo('s-1', '13800000001');
    messages.leaves(sent);
    messages.answered('m-1', sent, 0);
    messages.settled(sent, true);
    expect(messages.match(receipt({ messageId: 'm-1' }))).toEqual({ kind: 'final', sent });
  });

  it('without an answer are found by number and reference, however the number is written', () => {
    const messages = new SentMessages();
    const sent = sentTo('s-1', '+8613800000001', 77);
    messages.leaves(sent);
    messages.settled(sent, false);
    expect(messages.match(receipt({ messageId: 'm-1', userReference: 76 }))).toEqual({ kind: 'final' });
    expect(messages.match(receipt({ messageId: 'm-1', userReference: 77 }))).toEqual({ kind: 'final', sent });
  });

  it('that look the same are not told by what they share', () => {
    const messages = new SentMessages();
    for (const id of ['s-1', 's-2']) {
      const sent = sentTo(id, '13800000001', 5);
      messages.leaves(sent);
      messages.settled(sent, false);
    }
    expect(messages.match(receipt({ messageId: 'm-1', userReference: 5 }))).toEqual({ kind: 'final' });
  });

  it('under way make a receipt wait that nobody knows', () => {
    const messages = new SentMessages();
    expect(messages.match(receipt({ messageId: 'm-1' })).kind).toBe('final');
    const sent = sentTo('s-1', '13800000001');
    messages.leaves(sent);
    expect(messages.match(receipt({ messageId: 'm-1' })).kind).toBe('early');
    expect(messages.match(receipt({ messageId: 'm-1', submissionId: 's-9' })).kind).toBe('final');
  });

  it('in parts have arrived with the last of them, though one is told twice', () => {
    const messages = new SentMessages();
    const sent = sentTo('s-1', '13800000001', 1, 3);
    messages.leaves(sent);
    ['m-1', 'm-2', 'm-3'].forEach((id, part) => messages.answered(id, sent, part));
    messages.settled(sent, true);
    const kinds = ['m-3', 'm-3', 'm-1', 'm-2'].map(
      (messageId) => messages.match(receipt({ messageId })).kind,
    );
    expect(kinds).toEqual(['part', 'part', 'part', 'final']);
  });

  it('in parts without an answer count each id once', () => {
    const messages = new SentMessages();
    const sent = sentTo('s-1', '13800000001', 9, 2);
    messages.leaves(sent);
    messages.settled(sent, false);
    const kinds = ['m-1', 'm-1', 'm-2'].map(
      (messageId) => messages.match(receipt({ messageId, userReference: 9 })).kind,
    );
    expect(kinds).toEqual(['part', 'part', 'final']);
  });

  it('fail with the first part that fails', () => {
    const messages = new SentMessages();
    const sent = sentTo('s-1', '13800000001', 1, 2);
    messages.leaves(sent);
    messages.answered('m-1', sent, 0);
    expect(messages.match(receipt({ messageId: 'm-1', state: 'failed' }))).toEqual({ kind: 'final', sent });
  });
});
