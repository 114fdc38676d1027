import { describe, expect, it } from '@jest/globals';
import type { SchemeDefinitionDto } from '../../api/schemes-dto.ts';
import { definitionOf, draftOf, emptyDraft } from './scheme-draft.ts';

const WELCOME: SchemeDefinitionDto = {
  name: '欢迎回家',
  goal: '问候',
  trigger: {
    types: ['homecoming'],
    subtypes: ['own'],
    areaIds: ['4101'],
    hotspotIds: [],
    evidence: [
      { field: 'awayDays', operator: 'at-least', value: 7 },
      { field: 'festival.name', operator: 'exists' },
    ],
  },
  audience: {
    kinds: ['subscriber'],
    conditions: [
      { attribute: 'tariffId', operator: 'is', value: '1024' },
      { attribute: 'groupCustomer', operator: 'is', value: false },
      { attribute: 'tenureDays', operator: 'at-least', value: 30 },
    ],
    listId: null,
  },
  content: { 'zh-CN': { sms: '欢迎', push: '欢迎回家' }, en: { sms: 'Welcome' } },
  channel: 'sms',
  fallbackChannel: 'push',
  maxAgeMs: 900_000,
  validFrom: null,
  validUntil: 1_800_000_000_000,
  priority: 100,
  value: 3,
  category: 'care',
  caps: [{ limit: 1, windowMs: 2_592_000_000 }],
  controlShare: 0.125,
  quietHours: 'drop',
  successEvent: { kind: 'ported-in', productId: 'p1', withinDays: 14 },
};

describe('the draft of a scheme', () => {
  it('means the definition it was made from: names that look like numbers stay texts', () => {
    expect(definitionOf(draftOf(WELCOME))).toEqual(WELCOME);
  });

  it('leaves out empty texts and those of channels that are not chosen', () => {
    const draft = { ...draftOf(WELCOME), fallbackChannel: '' };
    draft.content.en['sms'] = '  ';
    expect(definitionOf(draft).content).toEqual({ 'zh-CN': { sms: '欢迎' } });
    expect(definitionOf(draft).fallbackChannel).toBeNull();
  });

  it('begins with the usual rules', () => {
    expect(definitionOf(emptyDraft())).toMatchObject({
      channel: 'sms',
      maxAgeMs: 900_000,
      controlShare: 0.1,
      content: {},
    });
  });
});
