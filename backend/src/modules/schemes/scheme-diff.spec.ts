import { describe, expect, it } from '@jest/globals';
import { READY_MADE } from './ready-made.ts';
import { definitionDiff } from './scheme-diff.ts';

const WELCOME = READY_MADE['welcome-home']!;

describe('difference between two versions', () => {
  it('is nothing for the same, whatever the order of fields', () => {
    const turned = Object.fromEntries(Object.entries(WELCOME).reverse());
    expect(definitionDiff(WELCOME, turned)).toEqual([]);
  });

  it('names each field by its path, with what it was and is', () => {
    const after = {
      ...WELCOME,
      priority: 5,
      trigger: { ...WELCOME.trigger, areaIds: ['9901'] },
      content: { 'zh-CN': WELCOME.content['zh-CN'], en: { sms: 'Hello', push: 'Hi' } },
    };
    expect(definitionDiff(WELCOME, after)).toEqual([
      { field: 'content.en.push', after: 'Hi' },
      { field: 'content.en.sms', before: WELCOME.content.en?.['sms'], after: 'Hello' },
      { field: 'priority', before: 100, after: 5 },
      { field: 'trigger.areaIds', before: [], after: ['9901'] },
    ]);
  });

  it('goes into what is only on one side', () => {
    const { en: _, ...content } = WELCOME.content;
    expect(definitionDiff(WELCOME, { ...WELCOME, content })).toEqual([
      { field: 'content.en.sms', before: WELCOME.content.en?.['sms'] },
    ]);
  });
});
