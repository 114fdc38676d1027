import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Contacts, MAX_KEPT } from './contacts.ts';
import { SnapshotReader, SnapshotWriter } from './snapshot.ts';

const HOUR = 3_600_000;
const KEPT_MS = 10 * HOUR;

interface Talk {
  readonly number: number;
  readonly subscriber: number;
  readonly time: number;
}

/** The rule over a plain list: most first, then latest, then lowest number. */
function closest(talks: readonly Talk[], number: number): [number, number, number][] {
  const mine = talks.filter((talk) => talk.number === number);
  return [...new Set(mine.map(({ subscriber }) => subscriber))]
    .map((subscriber): [number, number, number] => {
      const times = mine.filter((talk) => talk.subscriber === subscriber).map(({ time }) => time);
      return [subscriber, times.length, Math.max(...times)];
    })
    .sort((a, b) => b[1] - a[1] || b[2] - a[2] || a[0] - b[0])
    .slice(0, 2);
}

function restarted(contacts: Contacts): Contacts {
  const writer = new SnapshotWriter();
  contacts.snapshot(writer);
  const other = new Contacts();
  other.restore(SnapshotReader.open(writer.finish()));
  return other;
}

const talk = fc.record({
  wait: fc.constantFrom(0, 0, 1, HOUR, 3 * HOUR, KEPT_MS),
  number: fc.integer({ min: 1, max: 4 }),
  subscriber: fc.integer({ min: 101, max: 104 }),
  restart: fc.integer({ min: 0, max: 9 }).map((dice) => dice === 0),
});

describe('contacts', () => {
  it('are counted exactly by pair as long as they are kept', () => {
    fc.assert(
      fc.property(fc.array(talk, { maxLength: 80, size: 'max' }), (list) => {
        let contacts = new Contacts();
        const talks: Talk[] = [];
        let time = 0;
        for (const { wait, number, subscriber, restart } of list) {
          time += wait;
          contacts.expire(time - KEPT_MS);
          contacts.add(number, subscriber, subscriber + 1000, time);
          talks.push({ number, subscriber, time });
          if (restart) contacts = restarted(contacts);
          const kept = talks.filter((each) => each.time > time - KEPT_MS);
          for (const each of [1, 2, 3, 4, 5]) {
            const found = contacts.closest(each).filter((contact) => contact !== null);
            expect(found.map((one) => [one.subscriber, one.communications, one.last])).toEqual(
              closest(kept, each),
            );
            expect(found.every((one) => one.home === one.subscriber + 1000)).toBe(true);
          }
          expect(contacts.sizes).toMatchObject({
            communications: kept.length,
            numbers: new Set(kept.map((each) => each.number)).size,
          });
        }
      }),
    );
  });

  it('know the home of our subscriber as it was told last', () => {
    const contacts = new Contacts();
    contacts.add(1, 101, -1, 0);
    contacts.add(2, 101, 7, 1);
    expect(contacts.closest(1)[0]?.home).toBe(7);
  });

  it('tell with whom somebody with a learned home is in touch when it has another one', () => {
    let contacts = new Contacts();
    contacts.add(1, 101, -1, 0, true);
    contacts.add(2, 101, -1, 1, true);
    contacts.add(2, 102, 5, 2);
    expect(contacts.move(101, 7)).toEqual([1, 2]);
    contacts = restarted(contacts);
    contacts.expire(0);
    expect(contacts.move(101, 8)).toEqual([2]);
    expect(contacts.closest(2)).toMatchObject([
      { subscriber: 102, home: 5 },
      { subscriber: 101, home: 8 },
    ]);
    expect(contacts.move(102, 9)).toEqual([]);
    expect(contacts.closest(2)[0]?.home).toBe(9);
    expect(contacts.move(103, 1)).toEqual([]);
  });

  it('keep no more of one number than there is room for, until some have expired', () => {
    const contacts = new Contacts();
    for (let i = 0; i < MAX_KEPT + 500; i++) contacts.add(1, 100 + i, -1, i);
    contacts.add(2, 100, -1, MAX_KEPT + 500);
    expect(contacts.sizes).toMatchObject({ communications: MAX_KEPT + 1, numbers: 2 });
    contacts.expire(9);
    for (let i = 0; i < 20; i++) contacts.add(1, 99, -1, 2 * MAX_KEPT + i);
    expect(contacts.closest(1)[0]).toMatchObject({ subscriber: 99, communications: 10 });
  });

  it('give back the place of numbers and pairs that have gone', () => {
    const contacts = new Contacts();
    let bytes = 0;
    for (let i = 0; i < 200_000; i++) {
      contacts.expire(i - 5_000);
      contacts.add(i, 1_000_000 + (i % 100), i % 50, i);
      if (i === 50_000) bytes = contacts.bytes;
    }
    expect(contacts.bytes).toBe(bytes);
    expect(contacts.closest(199_999)[0]).toMatchObject({ subscriber: 1_000_099, communications: 1 });
    expect(contacts.closest(195_000)[0]).toMatchObject({ subscriber: 1_000_000, home: 199_900 % 50 });
    expect(contacts.closest(194_999)).toEqual([null, null]);
  });
});
