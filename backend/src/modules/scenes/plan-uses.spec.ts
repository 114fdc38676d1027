import { describe, expect, it } from '@jest/globals';
import { BUILT_IN_PLAN } from './built-in.ts';
import { isUsed, planUses } from './plan-uses.ts';

const name = { zh: '值班', en: 'Duty' };
const list = (id: string, ...scenes: readonly string[]) => ({
  id,
  name,
  items: scenes.map((sceneId) => ({ sceneId, seconds: 20 })),
});

describe('what of a plan names a scene', () => {
  const plan = {
    ...BUILT_IN_PLAN,
    playlists: [list('day', 'tide', 'hall', 'hall'), list('night', 'tide')],
    alarms: { ...BUILT_IN_PLAN.alarms, alertScene: 'loop', shareDropScene: null },
  };

  it('is each playlist that has it, once, in their order', () => {
    expect(planUses(plan, 'tide').playlists.map(({ id }) => id)).toEqual(['day', 'night']);
    expect(planUses(plan, 'hall')).toEqual({ playlists: [{ id: 'day', name }], alarms: false });
  });

  it('is an alarm that brings it, of alerts or of share drops', () => {
    expect(planUses(plan, 'loop')).toEqual({ playlists: [], alarms: true });
    const drops = { ...plan, alarms: { ...plan.alarms, shareDropScene: 'spare' } };
    expect(isUsed(planUses(drops, 'spare'))).toBe(true);
    expect(isUsed(planUses(plan, 'spare'))).toBe(false);
  });
});
