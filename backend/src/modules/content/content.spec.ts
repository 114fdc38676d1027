import { describe, expect, it } from '@jest/globals';
import { homecoming, SAMPLE_REFERENCE } from '../../testing/samples.ts';
import { readReference } from '../reference/reference-model.ts';
import { READY_MADE } from '../schemes/ready-made.ts';
import { languageFor, render } from './render.ts';
import { templateFaults } from './template-faults.ts';
import { sampleVariables, variablesOf } from './variables.ts';

const MODEL = readReference(SAMPLE_REFERENCE);
const faults = (text: string) => templateFaults(text).map(({ line, column, code }) => [line, column, code]);

describe('text of a scheme', () => {
  const content = { 'zh-CN': { sms: '你好，{{ area }}' }, en: { sms: 'Hello {{ area }}', push: ' ' } };

  it('is in the language asked for, else in Chinese, else in any', () => {
    expect(render({ content }, 'en', 'sms', { area: 'East' })).toBe('Hello East');
    expect(render({ content: { 'zh-CN': content['zh-CN'] } }, 'en', 'sms', { area: '东县' })).toBe(
      '你好，东县',
    );
    expect(languageFor({ en: content.en }, 'zh-CN', 'sms')).toBe('en');
  });

  it('is none on a channel that it says nothing on, or only blanks', () => {
    expect(render({ content }, 'zh-CN', 'mail', {})).toBeNull();
    expect(render({ content }, 'en', 'push', {})).toBeNull();
  });

  it('gets names in its language from a detection', () => {
    const festival = { name: 'spring-festival', date: '2026-02-17', days: -7 };
    const detection = homecoming('d', '2026-02-10T08:00:00+08:00', {
      evidence: { awayDays: 9.7, awayAreaIds: ['9801', '98'], festival },
    });
    expect(variablesOf(detection, 'en', MODEL)).toEqual({
      area: 'East',
      city: 'Jiangzhou',
      awayDays: 9,
      awayArea: 'Lingbei City',
      festival: 'Spring Festival',
      campus: '',
      operator: 'Ours',
    });
    expect(variablesOf(detection, 'zh-CN', MODEL)).toMatchObject({ area: '东县', festival: '春节' });
    const campus = { areaId: '990101', hotspotId: 'h1', evidence: {} };
    expect(variablesOf(campus, 'zh-CN', MODEL)).toMatchObject({
      campus: '江州大学',
      awayDays: '',
      festival: '',
    });
  });

  it.each(Object.entries(READY_MADE))('of ready-made %s is sound in both languages', (_, scheme) => {
    for (const language of ['zh-CN', 'en'] as const) {
      expect(faults(scheme.content[language]?.['sms'] ?? '{{')).toEqual([]);
      const text = render(scheme, language, 'sms', sampleVariables(language));
      expect(text).not.toMatch(/\{|\}|undefined/);
    }
  });
});

describe('faults of a template', () => {
  it('are none for what can be sent', () => {
    expect(faults('{% if festival != "" %}{{ festival | upcase }}{% endif %} {{ area }}')).toEqual([]);
    expect(faults('{% assign days = awayDays %}{{ days }}')).toEqual([]);
  });

  it('name line and column of every unknown variable, filter and tag', () => {
    expect(faults('{{ name }}\n{{ area | shout }}\n{% include "x" %} {{ phone }}')).toEqual([
      [1, 4, 'unknown-variable'],
      [2, 1, 'unknown-filter'],
      [3, 1, 'unknown-tag'],
      [3, 22, 'unknown-variable'],
    ]);
  });

  it.each([
    ['{{ area', [[1, 1, 'syntax']]],
    ['line\n{% if area %} x', [[2, 1, 'syntax']]],
    [
      '{% for x in area %}{% endfor %}',
      [
        [1, 1, 'unknown-tag'],
        [1, 20, 'unknown-tag'],
      ],
    ],
  ])('are found in %j', (text, expected) => {
    expect(faults(text)).toEqual(expected);
  });

  it('are said in both languages, without places of the library', () => {
    const [fault] = templateFaults('{{ name }}');
    expect(fault?.message).toEqual({ zh: '没有变量 “name”', en: 'there is no variable "name"' });
    expect(templateFaults('x\n{{ y')[0]?.message.en).not.toContain('line:');
  });
});
