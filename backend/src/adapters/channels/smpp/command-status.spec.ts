import { describe, expect, it } from '@jest/globals';
import smpp from 'smpp';
import { refusal } from './command-status.ts';

describe('command_status', () => {
  it('of too many messages means to slow down', () => {
    for (const name of ['ESME_RTHROTTLED', 'ESME_RMSGQFUL']) {
      expect(refusal(smpp.errors[name]!)).toMatchObject({ kind: 'throttled', code: name });
    }
  });

  it('goes by the name of the specification', () => {
    for (const [name, status] of Object.entries(smpp.errors)) {
      const { code } = refusal(status);
      if (!code.startsWith('SMPP_')) expect(code).toBe(name);
    }
  });

  it('blames the number for its address only', () => {
    const blaming = Object.values(smpp.errors).filter((status) => refusal(status).recipientAtFault);
    expect(blaming).toEqual([smpp.errors['ESME_RINVDSTADR']]);
  });

  it('of a code that nobody knows is worth another try, unless the settings know it', () => {
    expect(refusal(0x0499)).toMatchObject({ kind: 'transient', code: 'SMPP_0x0499' });
    expect(refusal(0x0499, { '0x0499': 'permanent' })).toMatchObject({ kind: 'permanent' });
    expect(refusal(0x58, { '0x0058': 'transient' })).toMatchObject({ kind: 'transient' });
  });
});
