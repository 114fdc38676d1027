import { describe, expect, it } from '@jest/globals';
import { isOptOut } from './opt-out.ts';

describe('opt-out by reply', () => {
  it.each([
    'TD',
    'td',
    'T',
    'ＴＤ',
    ' T/TD ',
    '"T"',
    'T D',
    'TD0000',
    '退订',
    '退订！',
    '回复退订',
    '取消订阅',
  ])('takes %s for a refusal, as Chinese subscribers write it', (text) => {
    expect(isOptOut(text)).toBe(true);
  });

  it.each(['STOP', 'stop.', 'Stop please', 'STOP ALL', 'unsubscribe', 'Opt-out', 'QUIT'])(
    'takes %s for a refusal',
    (text) => {
      expect(isOptOut(text)).toBe(true);
    },
  );

  it.each([
    '',
    '好的',
    'Thanks',
    'TOP',
    'The bus will not stop here',
    'unstoppable',
    'Tom',
    'TDD',
    '1',
    '🙂',
  ])('leaves %s alone', (text) => {
    expect(isOptOut(text)).toBe(false);
  });
});
