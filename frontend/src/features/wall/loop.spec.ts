import { describe, expect, it } from '@jest/globals';
import type { AlertNow, CampaignFunnel, CampaignNow } from '@tidewall/streams/events';
import { campaignRows, fittingCampaigns, funnelLedger, shareOfTriggers } from './loop-campaigns.ts';
import { alertGroups, holderRows, lastDay, openAlerts, spentOf, stateRows } from './loop.ts';

const HOUR = 3_600_000;
const NOW = 1_000 * HOUR;

function alert(alertId: string, given: Partial<AlertNow> = {}): AlertNow {
  return {
    alertId,
    areaId: 'T1',
    hotspotId: null,
    indicatorId: 'share-drop',
    title: { zh: '份额', en: 'Share' },
    severity: 'warning',
    state: 'raised',
    round: 1,
    relapses: 0,
    raisedAt: NOW - HOUR,
    since: NOW - HOUR,
    dueAt: NOW + HOUR,
    overdue: false,
    step: 0,
    steps: 5,
    assignees: [],
    position: 'area-head',
    value: 0.6,
    threshold: 0.7,
    fewBelow: 1,
    unit: 'ratio',
    parentId: null,
    silenced: false,
    acknowledged: false,
    ...given,
  };
}

const NOTHING: CampaignFunnel = {
  triggers: 0,
  eligible: 0,
  sent: 0,
  delivered: 0,
  converted: 0,
  heldOut: 0,
  suppressed: {},
  deferred: 0,
  stale: 0,
  failed: 0,
  unknown: 0,
  waiting: 0,
};

function campaign(schemeId: string, state: CampaignNow['state'], triggers: number): CampaignNow {
  const today = { ...NOTHING, triggers };
  return {
    schemeId,
    name: schemeId,
    state,
    triggers: [],
    startedAt: null,
    funnel: today,
    today,
    killed: false,
  };
}

describe('the scene Loop', () => {
  it('shows what is open: overdue first, silenced last, what waits before what is watched, then by severity and age', () => {
    const alerts = openAlerts(
      [
        alert('old', { raisedAt: NOW - 9 * HOUR }),
        alert('done', { state: 'done' }),
        alert('dismissed', { state: 'dismissed' }),
        alert('tracked', { state: 'tracking', severity: 'critical', dueAt: null }),
        alert('critical', { severity: 'critical' }),
        alert('silenced', { severity: 'critical', silenced: true }),
        alert('overdue', { severity: 'info', overdue: true }),
        alert('new'),
      ],
      NOW,
    );
    expect(alerts.map(({ alertId }) => alertId)).toEqual([
      'overdue',
      'critical',
      'old',
      'new',
      'tracked',
      'silenced',
    ]);
  });

  it('knows by its own clock what has become overdue', () => {
    const given = [alert('a', { dueAt: NOW }), alert('b', { dueAt: NOW + 1 })];
    expect(openAlerts(given, NOW).map(({ overdue }) => overdue)).toEqual([true, false]);
  });

  it('puts alerts of areas below under theirs, and by themselves when that is over', () => {
    const groups = alertGroups(
      openAlerts(
        [
          alert('city'),
          alert('county', { parentId: 'city', overdue: true }),
          alert('township', { parentId: 'city' }),
          alert('orphan', { parentId: 'over' }),
        ],
        NOW,
      ),
    );
    expect(
      groups.map(({ alert: { alertId }, below, belowOverdue }) => [alertId, below, belowOverdue]),
    ).toEqual([
      ['city', 2, 1],
      ['orphan', 0, 0],
    ]);
  });

  it('says what the last day has brought', () => {
    const given = [
      alert('a', { raisedAt: NOW - 24 * HOUR + 1 }),
      alert('b', { raisedAt: NOW - 24 * HOUR }),
      alert('c', { raisedAt: NOW - 90 * HOUR, state: 'done', since: NOW - HOUR }),
      alert('d', { raisedAt: NOW - 90 * HOUR, state: 'done', since: NOW - 24 * HOUR }),
    ];
    expect(lastDay(given, NOW)).toEqual({ raised: 1, ended: 1 });
  });

  it('counts open alerts by state and age', () => {
    const rows = stateRows(
      [
        alert('a', { raisedAt: NOW - HOUR + 1 }),
        alert('b', { raisedAt: NOW - HOUR }),
        alert('c', { raisedAt: NOW - 24 * HOUR, overdue: true }),
        alert('d', { state: 'tracking', raisedAt: NOW - 5 * HOUR }),
      ],
      NOW,
    );
    expect(rows.find(({ state }) => state === 'raised')).toEqual({
      state: 'raised',
      total: 3,
      overdue: 1,
      byAge: [1, 1, 0, 1],
    });
    expect(rows.find(({ state }) => state === 'tracking')?.byAge).toEqual([0, 0, 1, 0]);
    expect(rows.find(({ state }) => state === 'closed')?.total).toBe(0);
  });

  it('says who has alerts before them, the most overdue first, and where nobody is', () => {
    const rows = holderRows([
      alert('a', { assignees: ['李', '王'] }),
      alert('b', { assignees: ['李'] }),
      alert('c', { assignees: ['赵'], overdue: true }),
      alert('d', { position: 'area-supervisor' }),
      alert('e', { state: 'tracking', position: null }),
    ]);
    const nobody = { position: null, overdue: 0 };
    expect(rows).toEqual([
      { ...nobody, name: '赵', open: 1, overdue: 1 },
      { ...nobody, name: '李', open: 2 },
      { ...nobody, name: null, position: 'area-supervisor', open: 1 },
      { ...nobody, name: '王', open: 1 },
    ]);
  });

  it('shows running campaigns first, the busiest at the top', () => {
    const rows = campaignRows([
      campaign('ended', 'ended', 9),
      campaign('quiet', 'running', 1),
      campaign('paused', 'paused', 5),
      campaign('busy', 'running', 7),
    ]);
    expect(rows.map(({ schemeId }) => schemeId)).toEqual(['busy', 'quiet', 'paused', 'ended']);
  });

  it('gives those in which nothing happens one line, after the others', () => {
    const rows = campaignRows([
      campaign('planned', 'scheduled', 0),
      campaign('over', 'ended', 3),
      campaign('held', 'paused', 0),
      campaign('now', 'running', 0),
    ]);
    const ids = (units: number): string[] => fittingCampaigns(rows, units).map(({ schemeId }) => schemeId);
    expect(ids(60)).toEqual(['now', 'over', 'held', 'planned']);
    expect(ids(27)).toEqual(['now', 'over', 'held']);
    expect(ids(20)).toEqual(['now']);
    expect(ids(1)).toEqual(['now']);
    expect(fittingCampaigns([], 60)).toEqual([]);
  });

  it('says how much of its time a step has spent', () => {
    const step = alert('a', { since: NOW - HOUR, dueAt: NOW + 3 * HOUR });
    expect(spentOf(step, NOW)).toBe(0.25);
    expect(spentOf({ ...step, overdue: true }, NOW)).toBe(1);
    expect(spentOf({ ...step, since: NOW + HOUR }, NOW)).toBe(0);
    expect(spentOf({ ...step, dueAt: null }, NOW)).toBeNull();
  });

  it('shows a step of a funnel as a share of its triggers, never more than all', () => {
    const funnel = { ...NOTHING, triggers: 8, sent: 2, converted: 9 };
    expect(shareOfTriggers(funnel, 'sent')).toBe(0.25);
    expect(shareOfTriggers(funnel, 'converted')).toBe(1);
    expect(shareOfTriggers(NOTHING, 'sent')).toBe(0);
  });

  it('knows when a funnel does not add up', () => {
    const funnel = {
      ...NOTHING,
      triggers: 10,
      sent: 4,
      heldOut: 1,
      suppressed: { capped: 2, 'no-consent': 1 },
      stale: 1,
    };
    expect(funnelLedger(funnel)).toEqual({ suppressed: 3, missing: 1 });
    expect(funnelLedger({ ...funnel, waiting: 1 }).missing).toBe(0);
  });
});
