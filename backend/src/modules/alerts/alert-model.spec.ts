import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decide, mayDo, type AlertCore, type Command } from './alert-machine.ts';
import { columnsOf, coreOf } from './alert-row.ts';
import type { AlertRow } from './alerts.repository.ts';
import { isOnChain, type ChainActor } from './chain.ts';

const IDS = ['a', 'b', 'c', 'd', 'stranger', 'boss'] as const;
const person = (id: string): ChainActor => ({ id, name: id, supervisor: id === 'boss' || id === 'chief' });

const step = fc
  .subarray(['a', 'b', 'c', 'd'], { minLength: 0, maxLength: 2 })
  .map((ids) => ({ position: null, people: ids.map(person) }));
const chain = fc.array(step, { minLength: 3, maxLength: 6 });
const text = fc.constantFrom('', 'because');
const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({
    do: fc.constant('report' as const),
    report: fc.record({ cause: text, action: text, evidence: fc.constant(null) }),
  }),
  fc.record({ do: fc.constant('amend' as const), changes: fc.record({ cause: text }) }),
  fc.record({ do: fc.constantFrom('approve', 'close', 'acknowledge') }),
  fc.record({ do: fc.constantFrom('return', 'reopen', 'dismiss'), reason: text }),
  fc.record({ do: fc.constantFrom('track', 'finish', 'relapse', 'withdraw') }),
);
const moves = fc.array(fc.tuple(command, fc.constantFrom(...IDS, null)), { maxLength: 60 });

/** As much of a row as moves with the machine; the rest is never looked at. */
type Moving = Pick<
  AlertRow,
  | 'state'
  | 'step'
  | 'round'
  | 'version'
  | 'chain'
  | 'report'
  | 'acknowledgedAt'
  | 'trackingDays'
  | 'stateAt'
  | 'waitingFor'
>;
const NOW = new Date(0);

function begin(people: AlertCore['chain'], trackingDays: number): Moving {
  return {
    state: 'raised',
    step: 0,
    round: 1,
    version: 1,
    chain: people,
    report: null,
    acknowledgedAt: null,
    trackingDays,
    stateAt: NOW,
    waitingFor: [],
  };
}

function apply(row: Moving, wanted: Command, who: ChainActor | null): Moving | null {
  const decision = decide(coreOf(row as AlertRow), wanted, who);
  if (!decision.ok) return null;
  const { next } = decision;
  const by = who ?? person('system');
  const isReport = wanted.do === 'report' || wanted.do === 'amend';
  return {
    ...row,
    ...columnsOf(row as AlertRow, next, NOW),
    report: isReport && next.report ? { ...next.report, by, at: 0, round: next.round } : row.report,
    acknowledgedAt: next.acknowledged ? NOW : null,
  };
}

describe('any people doing anything in any order', () => {
  it('are held to the chain: versions grow by one, and only those act whose turn it is', () => {
    fc.assert(
      fc.property(chain, fc.constantFrom(0, 7), moves, (people, trackingDays, wanted) => {
        let row = begin(people, trackingDays);
        let transitions = 0;
        let reporter: string | null = null;
        for (const [move, id] of wanted) {
          const who = id === null ? null : person(id);
          const offered = who === null ? [] : mayDo(coreOf(row as AlertRow), who);
          const after = apply(row, move, who);
          const reasoned = !('reason' in move) || move.reason !== '';
          // What is offered is possible, and nothing else is.
          if (who !== null)
            expect(after !== null).toBe(offered.some((action) => action === move.do) && reasoned);
          if (after === null) continue;
          transitions++;
          if (who !== null) expect(who.supervisor || isOnChain(people, who.id)).toBe(true);
          if (who !== null && ['approve', 'close', 'return'].includes(move.do))
            expect(who.id).not.toBe(reporter);
          if (move.do === 'report' || move.do === 'amend') reporter = who?.id ?? null;
          if (after.round > row.round) reporter = null;
          expect(after.version).toBe(row.version + 1);
          expect(after.step === null).toBe(['closed', 'tracking', 'done', 'dismissed'].includes(after.state));
          expect(after.round - row.round).toBe(
            after.state === 'reopened' && row.state !== 'reopened' ? 1 : 0,
          );
          row = after;
        }
        expect(row.version).toBe(1 + transitions);
      }),
    );
  });

  it('never change what is over', () => {
    fc.assert(
      fc.property(chain, command, fc.constantFrom(...IDS, null), (people, wanted, id) => {
        const over: Moving = { ...begin(people, 7), state: 'done', step: null };
        expect(apply(over, wanted, id === null ? null : person(id))).toBeNull();
      }),
    );
  });

  it('can always bring it to an end, whoever is missing, as long as there are two supervisors', () => {
    fc.assert(
      fc.property(chain, (people) => {
        let row = begin(people, 7);
        const everybody = [...IDS, 'chief'].map(person);
        const advance: readonly Command[] = [
          { do: 'report', report: { cause: 'c', action: 'a', evidence: null } },
          { do: 'approve' },
          { do: 'close' },
        ];
        for (let turns = 0; turns < people.length; turns++) {
          const moved = advance.flatMap((wanted) =>
            everybody.flatMap((who) => apply(row, wanted, who) ?? []),
          );
          expect(moved.length).toBeGreaterThan(0);
          row = moved.at(-1)!;
        }
        expect(row.state).toBe('closed');
        for (const wanted of ['track', 'finish'] as const) row = apply(row, { do: wanted }, null)!;
        expect(row.state).toBe('done');
      }),
    );
  });
});
