import { describe, expect, it } from '@jest/globals';
import type { WallPlanDto } from '../../api/scenes-dto.ts';
import { actionOf, type KeyPressed } from './remote.ts';
import { fixedBy, rotationMs } from './rotation-query.ts';
import { isBetween, isQuiet, localMoment, minuteOf, playlistAt, themeAt } from './shifts.ts';

const playlist = (id: string) => ({ id, name: { zh: id, en: id }, items: [] });
const PLAN: WallPlanDto = {
  playlists: [playlist('usual'), playlist('night'), playlist('sunday')],
  shifts: [
    { playlistId: 'sunday', days: [7], from: '08:00', to: '20:00' },
    { playlistId: 'night', days: [1, 2, 3, 4, 5], from: '20:00', to: '08:00' },
  ],
  alarms: { severity: 'off', alertScene: 'a', shareDropScene: null, dwellSeconds: 30, restSeconds: 0 },
  theme: { mode: 'by-time', dayFrom: '07:00', dayTo: '19:00' },
  sound: { severities: [], quiet: { from: '22:00', to: '07:00' } },
};
const on = (day: number, clock: string) => ({ day, minute: minuteOf(clock) });

describe('the shift', () => {
  const id = (day: number, clock: string) => playlistAt(PLAN, on(day, clock))?.id;

  it('is the first that fits by day and time, else the first playlist', () => {
    expect(id(7, '08:00')).toBe('sunday');
    expect(id(7, '20:00')).toBe('usual');
    expect(id(3, '12:00')).toBe('usual');
    expect(id(3, '20:00')).toBe('night');
  });

  it('that began in the evening goes on after midnight, on the day of its beginning', () => {
    expect(id(6, '07:59')).toBe('night');
    expect(id(1, '07:59')).toBe('usual');
    expect(id(6, '23:00')).toBe('usual');
  });
});

describe('times of day', () => {
  it('are those of the system, not of the screen', () => {
    const ms = Date.parse('2026-11-22T20:30:00Z');
    expect(localMoment(ms, 'Asia/Shanghai')).toEqual(on(1, '04:30'));
    expect(localMoment(ms, 'UTC')).toEqual(on(7, '20:30'));
  });

  it('may lie over midnight', () => {
    expect(isBetween(minuteOf('23:00'), '22:00', '07:00')).toBe(true);
    expect(isBetween(minuteOf('07:00'), '22:00', '07:00')).toBe(false);
    expect(isBetween(minuteOf('12:00'), '09:00', '21:00')).toBe(true);
  });

  it('choose theme and silence', () => {
    expect(themeAt(PLAN.theme, on(1, '07:00'))).toBe('day');
    expect(themeAt(PLAN.theme, on(1, '19:00'))).toBe('night');
    expect(themeAt({ ...PLAN.theme, mode: 'night' }, on(1, '12:00'))).toBe('night');
    expect(isQuiet(PLAN.sound, on(1, '23:00'))).toBe(true);
    expect(isQuiet({ ...PLAN.sound, quiet: null }, on(1, '23:00'))).toBe(false);
  });
});

describe('the address', () => {
  it('says how long scenes stay; nonsense is as the plan says', () => {
    expect(fixedBy('off')).toBe(true);
    expect(fixedBy(undefined)).toBe(false);
    expect([rotationMs('45'), rotationMs('1'), rotationMs('soon'), rotationMs('off')]).toEqual([
      45_000,
      5_000,
      null,
      null,
    ]);
  });
});

describe('a key', () => {
  const pressed = (key: string, part: Partial<KeyPressed> = {}): KeyPressed => ({
    key,
    keyCode: 0,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    ...part,
  });

  it('of a keyboard or a remote means the same', () => {
    expect(['ArrowLeft', 'Enter', 'Escape', 'GoBack', 'T', ' '].map((key) => actionOf(pressed(key)))).toEqual(
      ['left', 'ok', 'back', 'back', 'theme', 'hold'],
    );
    expect(actionOf(pressed('Unidentified', { keyCode: 461 }))).toBe('back');
    expect(actionOf(pressed('3'))).toEqual({ scene: 2 });
  });

  it('with a modifier, or of no use here, is left to the browser', () => {
    expect(actionOf(pressed('l', { ctrlKey: true }))).toBeNull();
    expect(actionOf(pressed('Tab'))).toBeNull();
  });
});
