import { describe, expect, it } from '@jest/globals';
import type { Detection } from '@tidewall/streams';
import fc from 'fast-check';
import { homecoming, NOON } from '../../testing/samples.ts';
import { DEFAULT_POLICY, type ContactPolicy } from '../policy/policy.types.ts';
import { READY_MADE } from '../schemes/ready-made.ts';
import type { RunningScheme } from '../schemes/schemes.types.ts';
import { Replay, type Known, type ReplayPorts } from './replay.ts';

const HOUR = 3_600_000;
const WELCOME: RunningScheme = {
  ...READY_MADE['welcome-home']!,
  controlShare: 0,
  caps: [],
  schemeId: 'welcome',
  version: 1,
  areas: null,
  startedAt: 0,
};
const NOBODY: Known = {
  refused: false,
  consent: false,
  profile: null,
  language: null,
  timeZone: null,
  listIds: [],
  contacts: [],
};
const MESSAGE = { channel: 'sms', language: 'zh-CN', text: '欢迎回家', segments: 1 };

function ports(over: Partial<ReplayPorts> = {}, policy: Partial<ContactPolicy> = {}): ReplayPorts {
  return {
    policy: { ...DEFAULT_POLICY, ...policy },
    quietUntil: () => null,
    message: () => MESSAGE,
    ...over,
  };
}

interface Given {
  readonly id: string;
  readonly at?: number;
  readonly who?: string;
  readonly known?: Partial<Known>;
  readonly over?: Partial<Detection>;
}

function played(
  scheme: RunningScheme,
  given: readonly Given[],
  port = ports(),
  others: readonly RunningScheme[] = [],
) {
  const replay = new Replay(scheme, others, port);
  const all = given.map(({ id, at = NOON, who = id, known = {}, over = {} }) => ({
    known: { ...NOBODY, ...known },
    replayed: {
      at,
      detection: homecoming(id, new Date(at).toISOString(), {
        subject: { kind: 'subscriber', id: who },
        ...over,
      }),
    },
  }));
  for (const { replayed } of all) replay.note(replayed);
  for (const { replayed, known } of all) if (replay.isTrigger(replayed)) replay.take(replayed, known);
  replay.finish();
  return replay;
}
const reasons = (replay: Replay) =>
  replay.funnel(24).reasons.map(({ reason, count }) => `${count} ${reason}`);

describe('rehearsal of a scheme', () => {
  it('says of each trigger what would have become of it', () => {
    const old = new Date(NOON - HOUR).toISOString();
    const replay = played(WELCOME, [
      { id: 'sent' },
      { id: 'refused', known: { refused: true } },
      { id: 'number', over: { subject: { kind: 'number', id: 'n' } } },
      { id: 'late', over: { eventTime: old } },
      { id: 'other', over: { subtype: 'inbound' } },
    ]);
    expect(reasons(replay).sort()).toEqual(['1 do-not-disturb', '1 not-eligible', '1 sent', '1 stale']);
    expect(replay.funnel(24)).toMatchObject({
      detections: 5,
      triggers: 4,
      eligible: 1,
      sent: 1,
      expectedWeekly: 28,
    });
  });

  it('counts its own messages for caps, and those that others really sent', () => {
    const contact = { schemeId: 'other', category: 'offer', channel: 'sms', state: 'committed' } as const;
    const replay = played(WELCOME, [
      { id: 'a', who: 'x' },
      { id: 'b', who: 'x', at: NOON + 23 * HOUR },
      { id: 'c', who: 'x', at: NOON + 25 * HOUR },
      {
        id: 'd',
        who: 'y',
        at: NOON + 26 * HOUR,
        known: { contacts: [{ ...contact, at: NOON + 25 * HOUR }] },
      },
    ]);
    expect(reasons(replay)).toEqual(['2 sent', '2 capped']);
    const own = { ...contact, schemeId: 'welcome', at: NOON - 1 };
    expect(reasons(played(WELCOME, [{ id: 'a', known: { contacts: [own] } }]))).toEqual(['1 sent']);
  });

  it('sends in the morning what came by night, or drops it', () => {
    const quiet = ports({ quietUntil: (at) => (at < NOON ? NOON : null) });
    const night = [
      { id: 'a', who: 'x', at: NOON - 3 * HOUR },
      { id: 'b', who: 'y', at: NOON - 2 * HOUR },
      { id: 'c', who: 'x', at: NOON + 2 * HOUR },
    ];
    const replay = played(WELCOME, night, quiet);
    expect(reasons(replay)).toEqual(['2 sent', '1 capped']);
    expect(replay.funnel(24).deferred).toBe(2);
    expect(reasons(played({ ...WELCOME, quietHours: 'drop' }, night, quiet))).toEqual([
      '2 quiet-hours-deferred',
      '1 sent',
    ]);
  });

  it('gives way to a better scheme that runs', () => {
    const better = {
      ...WELCOME,
      schemeId: 'better',
      priority: 101,
      trigger: { ...WELCOME.trigger, subtypes: ['inbound'] },
    };
    const given = [
      { id: 'a', who: 'x' },
      { id: 'b', who: 'x', at: NOON + 1_000, over: { subtype: 'inbound' } },
      { id: 'c', who: 'y' },
    ];
    expect(reasons(played(WELCOME, given, ports(), [better])).sort()).toEqual(['1 lower-priority', '1 sent']);
    expect(reasons(played(WELCOME, given, ports(), [{ ...better, priority: 99 }]))).toEqual(['2 sent']);
  });

  it('holds out the share of the control group, always the same people', () => {
    const many = Array.from({ length: 1_000 }, (_, at) => ({ id: `d${at}` }));
    const held = () => played({ ...WELCOME, controlShare: 0.2 }, many).funnel(24);
    expect(held().heldOut).toBeGreaterThan(150);
    expect(held().heldOut).toBeLessThan(250);
    expect(held()).toEqual(held());
    expect(held().eligible).toBe(1_000);
  });

  it('has a reason for every trigger exactly once, and says what it costs', () => {
    const given = fc.array(
      fc.record({
        id: fc.integer({ min: 0, max: 40 }).map((n) => `d${n}`),
        who: fc.integer({ min: 0, max: 5 }).map((n) => `s${n}`),
        at: fc.integer({ min: 0, max: 48 }).map((hours) => NOON + hours * HOUR),
        known: fc.record({ refused: fc.boolean() }),
      }),
      { maxLength: 60 },
    );
    const quiet = ports({
      quietUntil: (at) => (at % (24 * HOUR) < 8 * HOUR ? at - (at % HOUR) + 8 * HOUR : null),
    });
    fc.assert(
      fc.property(given, (detections) => {
        const inOrder = [...detections].sort((a, b) => a.at - b.at);
        const replay = played({ ...WELCOME, controlShare: 0.3 }, inOrder, quiet);
        const { triggers, reasons: counted } = replay.funnel(48);
        expect(triggers).toBe(new Set(detections.map(({ id }) => id)).size);
        expect(counted.reduce((sum, { count }) => sum + count, 0)).toBe(triggers);
        expect(replay.segments).toBe(replay.messages);
      }),
      { numRuns: 200 },
    );
  });

  it('shows at most 20 masked samples, rare reasons among them', () => {
    const many = Array.from({ length: 300 }, (_, at) => ({
      id: `d${at}`,
      who: `9f00000000000${at}`,
      known: { refused: at === 7 },
    }));
    const { samples } = played(WELCOME, many);
    expect(samples).toHaveLength(20);
    expect(samples.filter(({ reason }) => reason === 'do-not-disturb')).toHaveLength(1);
    expect(samples.every(({ subject }) => /^9f00••••\w\w$/.test(subject))).toBe(true);
    expect(played(WELCOME, [...many].reverse()).samples).toEqual(samples);
  });
});
