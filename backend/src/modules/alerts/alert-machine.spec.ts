import { describe, expect, it } from '@jest/globals';
import { decide, mayDo, type AlertCore, type Command, type Transition } from './alert-machine.ts';
import { ALERT_STATES, type AlertState } from './alerts.types.ts';
import type { ChainActor } from './chain.ts';

const actor = (id: string, supervisor = false): ChainActor => ({ id, name: id, supervisor });
const people = (...ids: string[]) => ids.map((id) => ({ id, name: id }));
const CHAIN = [
  { position: 'area-head', people: people('head') },
  { position: 'area-supervisor', people: people('overseer', 'deputy-overseer') },
  { position: 'city-channel-supervisor', people: people('city') },
];
const REPORT = { cause: 'rain', action: 'umbrellas', evidence: null };

function alert(state: AlertState, step: number | null, over: Partial<AlertCore> = {}): AlertCore {
  const reported = step !== null && step > 0;
  return {
    state,
    step,
    round: 1,
    chain: CHAIN,
    report: reported ? REPORT : null,
    reportedBy: reported ? 'head' : null,
    acknowledged: false,
    trackingDays: 7,
    ...over,
  };
}

const COMMANDS: Readonly<Record<Transition, Command>> = {
  report: { do: 'report', report: REPORT },
  amend: { do: 'amend', changes: { cause: 'snow' } },
  approve: { do: 'approve' },
  return: { do: 'return', reason: 'why?' },
  close: { do: 'close' },
  reopen: { do: 'reopen', reason: 'again' },
  dismiss: { do: 'dismiss', reason: 'a holiday' },
  acknowledge: { do: 'acknowledge' },
  track: { do: 'track' },
  finish: { do: 'finish' },
  relapse: { do: 'relapse' },
  withdraw: { do: 'withdraw' },
};
const SYSTEM: ReadonlySet<Transition> = new Set(['track', 'finish', 'relapse', 'withdraw']);

/** Every alert that there can be, by a name. */
const ALERTS: Readonly<Record<string, AlertCore>> = {
  raised: alert('raised', 0),
  reported: alert('reported', 1),
  approved: alert('approved', 2),
  returned: alert('returned', 0, { report: REPORT, reportedBy: 'head' }),
  closed: alert('closed', null, { report: REPORT, reportedBy: 'head' }),
  tracking: alert('tracking', null, { report: REPORT, reportedBy: 'head' }),
  reopened: alert('reopened', 0, { round: 2, report: REPORT }),
  done: alert('done', null),
  dismissed: alert('dismissed', null),
};

/** Who may do what in which state, and what comes of it: [who, state after, step after]. */
const POSSIBLE: Readonly<
  Record<string, Partial<Record<Transition, [string | null, AlertState, number | null]>>>
> = {
  raised: {
    report: ['head', 'reported', 1],
    dismiss: ['boss', 'dismissed', null],
    acknowledge: ['city', 'raised', 0],
    withdraw: [null, 'dismissed', null],
  },
  reported: {
    approve: ['overseer', 'approved', 2],
    return: ['deputy-overseer', 'returned', 0],
    dismiss: ['boss', 'dismissed', null],
    acknowledge: ['head', 'reported', 1],
  },
  approved: {
    return: ['city', 'returned', 0],
    close: ['city', 'closed', null],
    dismiss: ['boss', 'dismissed', null],
    acknowledge: ['boss', 'approved', 2],
  },
  returned: {
    report: ['head', 'reported', 1],
    amend: ['head', 'reported', 1],
    dismiss: ['boss', 'dismissed', null],
    acknowledge: ['head', 'returned', 0],
  },
  closed: { reopen: ['overseer', 'reopened', 0], track: [null, 'tracking', null] },
  tracking: {
    reopen: ['boss', 'reopened', 0],
    finish: [null, 'done', null],
    relapse: [null, 'reopened', 0],
  },
  reopened: {
    report: ['head', 'reported', 1],
    amend: ['head', 'reported', 1],
    dismiss: ['boss', 'dismissed', null],
    acknowledge: ['head', 'reopened', 0],
  },
  done: {},
  dismissed: {},
};

/** Whoever could do it if it were possible at all. */
const ABLE: Readonly<Record<string, string>> = {
  report: 'head',
  amend: 'head',
  approve: 'overseer',
  close: 'city',
};

describe('the alert machine', () => {
  const cases = Object.keys(ALERTS).flatMap((name) =>
    (Object.keys(COMMANDS) as Transition[]).map((wanted) => [name, wanted] as const),
  );

  it.each(cases)('%s: %s', (name, wanted) => {
    const core = ALERTS[name]!;
    const possible = POSSIBLE[name]?.[wanted];
    if (possible === undefined) {
      const who = SYSTEM.has(wanted) ? null : actor(ABLE[wanted] ?? 'city', true);
      const decision = decide(core, COMMANDS[wanted], who);
      expect(decision.ok ? 'possible' : decision.refusal).toMatch(/^wrong-(state|step)$/);
      return;
    }
    const [who, state, step] = possible;
    const decision = decide(core, COMMANDS[wanted], who === null ? null : actor(who, who === 'boss'));
    expect(decision).toMatchObject({ ok: true, next: { state, step } });
  });

  it('has a case for every state', () => {
    expect(Object.keys(ALERTS).sort()).toEqual([...ALERT_STATES].sort());
  });

  it.each([
    ['report', 'raised', actor('overseer'), 'not-your-step'],
    ['report', 'raised', actor('nobody'), 'not-on-chain'],
    ['report', 'raised', actor('boss', true), 'not-your-step'],
    ['approve', 'reported', actor('head'), 'own-report'],
    ['approve', 'reported', actor('city'), 'not-your-step'],
    ['approve', 'approved', actor('city'), 'wrong-step'],
    ['close', 'reported', actor('overseer'), 'wrong-step'],
    ['dismiss', 'raised', actor('city'), 'supervisor-only'],
    ['acknowledge', 'raised', actor('nobody'), 'not-on-chain'],
    ['reopen', 'tracking', actor('nobody'), 'not-on-chain'],
    ['relapse', 'tracking', actor('head'), 'not-on-chain'],
    ['report', 'raised', null, 'not-on-chain'],
  ] as const)('refuses %s of an alert that is %s: by %j it is %s', (wanted, name, who, refusal) => {
    const expected = wanted === 'report' && who?.id === 'boss' ? 'not-on-chain' : refusal;
    expect(decide(ALERTS[name]!, COMMANDS[wanted], who)).toEqual({ ok: false, refusal: expected });
  });

  it.each(['return', 'reopen', 'dismiss'] as const)('asks for a reason to %s', (wanted) => {
    const [name, who] = {
      return: ['reported', 'overseer'],
      reopen: ['closed', 'head'],
      dismiss: ['raised', 'boss'],
    }[wanted] as [string, string];
    const command: Command = { do: wanted, reason: '  ' };
    expect(decide(ALERTS[name]!, command, actor(who, who === 'boss'))).toEqual({
      ok: false,
      refusal: 'reason-required',
    });
  });

  it('is acknowledged once a round', () => {
    const seen = { ...ALERTS['raised']!, acknowledged: true };
    expect(decide(seen, COMMANDS.acknowledge, actor('head'))).toEqual({
      ok: false,
      refusal: 'already-acknowledged',
    });
    const again = decide({ ...ALERTS['tracking']!, acknowledged: true }, COMMANDS.relapse, null);
    expect(again).toMatchObject({ ok: true, next: { acknowledged: false, round: 2, reportedBy: null } });
  });

  it('keeps what an amendment leaves out', () => {
    const amended = decide(ALERTS['returned']!, COMMANDS.amend, actor('head'));
    expect(amended).toMatchObject({
      ok: true,
      next: { report: { ...REPORT, cause: 'snow' }, reportedBy: 'head' },
    });
  });

  it('lets a supervisor do a step that nobody can do, but nobody judges their own report', () => {
    const empty = alert('reported', 1, {
      chain: [CHAIN[0]!, { position: 'area-supervisor', people: [] }, CHAIN[2]!],
    });
    expect(decide(empty, COMMANDS.approve, actor('boss', true)).ok).toBe(true);
    expect(decide(empty, COMMANDS.approve, actor('city'))).toEqual({ ok: false, refusal: 'not-your-step' });
    const alone = alert('reported', 1, { chain: [CHAIN[0]!, CHAIN[0]!, CHAIN[2]!] });
    expect(decide(alone, COMMANDS.approve, actor('head', true))).toEqual({
      ok: false,
      refusal: 'own-report',
    });
    expect(decide(alone, COMMANDS.approve, actor('boss', true)).ok).toBe(true);
  });

  it('is done at once at the due date when it is not tracked', () => {
    const untracked = { ...ALERTS['closed']!, trackingDays: 0 };
    expect(decide(untracked, COMMANDS.track, null)).toEqual({ ok: false, refusal: 'wrong-state' });
    expect(decide(untracked, COMMANDS.finish, null)).toMatchObject({ ok: true, next: { state: 'done' } });
    expect(decide(ALERTS['closed']!, COMMANDS.finish, null)).toEqual({ ok: false, refusal: 'wrong-state' });
  });

  it('says what somebody may do', () => {
    expect(mayDo(ALERTS['raised']!, actor('head'))).toEqual(['report', 'acknowledge', 'comment']);
    expect(mayDo(ALERTS['approved']!, actor('city'))).toEqual(['return', 'close', 'acknowledge', 'comment']);
    expect(mayDo(ALERTS['done']!, actor('boss', true))).toEqual(['comment']);
    expect(mayDo(ALERTS['raised']!, actor('nobody'))).toEqual([]);
  });
});
