import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { historyFrom, liveFrom, openPlan } from './simulation-plan.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tidewall-simulation-'));
});
afterEach(async () => {
  await rm(dataDir, { recursive: true, force: true });
});

const NOW = Date.parse('2026-11-21T15:20:00+08:00');
const settings = () => ({
  dataDir,
  timeZone: 'Asia/Shanghai',
  seed: 3,
  subscribers: 100,
  speed: 60,
  historyDays: 2,
});

describe('simulation plan', () => {
  it('begins days before today, and goes live at six in the morning', () => {
    const plan = openPlan(settings(), NOW);
    expect(plan.offsetMinutes).toBe(480);
    expect(historyFrom(plan)).toBe(Date.parse('2026-11-19T00:00:00+08:00'));
    expect(liveFrom(plan, 60, NOW)).toBe(Date.parse('2026-11-21T06:00:00+08:00'));
  });

  it('goes live now in real time', () => {
    expect(liveFrom(openPlan(settings(), NOW), 1, NOW)).toBe(NOW);
  });

  it('stays what it was on later days, whatever the settings say', () => {
    const plan = openPlan(settings(), NOW);
    expect(openPlan({ ...settings(), seed: 4 }, NOW + 5 * 86_400_000)).toEqual(plan);
  });
});
