import { beforeEach, describe, expect, it } from '@jest/globals';
import { readReference, ReferenceIds } from '../../reference/reference.ts';
import { CONTACT, OWN_NEW, RIVAL } from '../../state/facts.ts';
import { SnapshotReader, SnapshotWriter } from '../../state/snapshot.ts';
import { factBatch, type GivenFact } from '../../testing/facts.ts';
import { WORLD } from '../../testing/index.ts';
import { DayKinds } from '../../time/day-kinds.ts';
import { NetworkStage } from '../../topology/network-stage.ts';
import { FestivalDays } from '../../time/festivals.ts';
import { TimeZone } from '../../time/zone.ts';
import type { DetectionDraft } from '../detector.ts';

const DAY_MS = 86_400_000;
/** 2026-05-01T00:00:00+08:00. */
const DAY = Date.UTC(2026, 3, 30, 16);
const zone = new TimeZone('Asia/Shanghai');
const reference = readReference(WORLD, new ReferenceIds());
const area = (id: string): number => reference.ids.areas.indexOf(id);
const RED = reference.ids.operators.indexOf('red');
const BLUE = reference.ids.operators.indexOf('blue');

let number = 0;
const own = (time: number, place = 'T111'): GivenFact => ({
  time,
  kind: OWN_NEW,
  number: ++number,
  area: area(place),
});
const rival = (time: number, operator = RED, place = 'T111', key = ++number): GivenFact => ({
  time,
  feed: 2,
  kind: CONTACT,
  number: key,
  operator,
  area: area(place),
  flags: RIVAL,
});
const many = (count: number, make: (i: number) => GivenFact): GivenFact[] =>
  Array.from({ length: count }, (_, i) => make(i));

class Stage {
  network = fresh();
  readonly drafts: DetectionDraft[] = [];

  get register(): NetworkStage['register'] {
    return this.network.register;
  }

  step(facts: readonly GivenFact[], watermark: number): DetectionDraft[] {
    const ordered = [...facts].sort((a, b) => a.time - b.time);
    const found = this.network
      .process(factBatch(ordered), { watermark, inclusive: false })
      .filter(({ subtype }) => subtype === 'below-threshold');
    this.network.shareDrop.shares.takeChanged();
    this.drafts.push(...found);
    return found;
  }

  restart(): void {
    const writer = new SnapshotWriter();
    this.network.snapshot(writer);
    this.network = fresh();
    this.network.restore(SnapshotReader.open(writer.finish()));
  }
}

function fresh(): NetworkStage {
  return new NetworkStage({
    zone,
    festivals: new FestivalDays([]),
    dayKinds: new DayKinds(),
    reference: () => reference,
  });
}

/** Area, party, time within the day, revision, share of the drafts. */
const brief = (drafts: readonly DetectionDraft[], place = 'T111'): unknown[] =>
  drafts
    .filter((draft) => draft.subject.key === place)
    .map(({ time, revision, evidence }) => [
      evidence['operatorId'] ?? 'all',
      time - DAY,
      revision,
      evidence['ownNew'],
      evidence['rivalNew'],
    ])
    .sort((a, b) => String(a[0]).localeCompare(String(b[0])));

let stage: Stage;
beforeEach(() => {
  stage = new Stage();
});

describe('a share below the threshold', () => {
  it('is said at the first instant with 30 new numbers whose interval lies below it, against one rival and all', () => {
    const facts = many(31, (i) => rival(DAY + i * 1000));
    expect(brief(stage.step(facts.slice(0, 29), DAY + 29_000))).toEqual([]);
    expect(brief(stage.step(facts.slice(29), DAY + 31_000))).toEqual([
      ['all', 29_000, 0, 0, 30],
      ['red', 29_000, 0, 0, 30],
    ]);
  });

  it('is judged after all facts of an instant, not between them', () => {
    const before = many(29, () => rival(DAY));
    const together = [rival(DAY + 1), ...many(100, () => own(DAY + 1))];
    expect(brief(stage.step([...before, ...together], DAY + 2))).toEqual([]);
  });

  it('needs the upper end of the interval below the threshold, not the share', () => {
    // 17 of 30: share 0.567, interval to 0.726. 16 of 30: to 0.698.
    expect(brief(stage.step([...many(17, () => own(DAY)), ...many(13, () => rival(DAY))], DAY + 1))).toEqual(
      [],
    );
    stage = new Stage();
    expect(
      brief(stage.step([...many(16, () => own(DAY)), ...many(14, () => rival(DAY))], DAY + 1)),
    ).toHaveLength(2);
  });

  it('counts in the area and all above it', () => {
    const drafts = stage.step(
      [...many(15, () => rival(DAY, RED, 'T111')), ...many(15, () => rival(DAY, RED, 'T121'))],
      DAY + 1,
    );
    const places = new Set(drafts.map(({ subject }) => subject.key));
    expect([...places].sort()).toEqual(['C1', 'CN', 'P1']);
    expect(drafts.find(({ subject }) => subject.key === 'C1')?.evidence['subAreas']).toEqual([
      { areaId: 'K11', ownNew: 0, rivalNew: 15 },
      { areaId: 'K12', ownNew: 0, rivalNew: 15 },
    ]);
  });

  it('against one rival leaves the others out', () => {
    const drafts = stage.step(
      [...many(20, () => rival(DAY, RED)), ...many(10, () => rival(DAY, BLUE))],
      DAY + 1,
    );
    expect(brief(drafts)).toEqual([['all', 0, 0, 0, 30]]);
  });

  it('is said once a day, area and party, and at the close with the final figures and the same time, whatever they are', () => {
    stage.step(
      many(30, () => rival(DAY + 500)),
      DAY + 1000,
    );
    expect(
      brief(
        stage.step(
          many(200, () => own(DAY + 2000)),
          DAY + DAY_MS - 1,
        ),
      ),
    ).toEqual([]);
    const [all, red] = stage.step([], DAY + DAY_MS).filter(({ subject }) => subject.key === 'T111');
    expect(brief([all!, red!])).toEqual([
      ['all', 500, 1, 200, 30],
      ['red', 500, 1, 200, 30],
    ]);
    expect(all?.evidence).toMatchObject({
      final: true,
      closedAt: '2026-05-02T00:00:00+08:00',
      share: 0.8696,
    });
    expect(stage.drafts[0]?.evidence).toMatchObject({ final: false });
    expect(
      new Set(stage.drafts.filter(({ subject }) => subject.key === 'T111').map(({ identity }) => identity))
        .size,
    ).toBe(2);
  });

  it('is said at the close where only the share is below, at the moment of the close', () => {
    stage.step([...many(20, () => own(DAY)), ...many(10, () => rival(DAY))], DAY + DAY_MS - 1);
    expect(stage.drafts).toEqual([]);
    const drafts = stage.step([], DAY + DAY_MS);
    expect(brief(drafts)).toEqual([
      ['all', DAY_MS, 0, 20, 10],
      ['red', DAY_MS, 0, 20, 10],
    ]);
    expect(drafts[0]?.evidence).toMatchObject({ final: true, day: '2026-05-01' });
  });

  it('is nothing with a share of exactly the threshold, or fewer than 30 new numbers', () => {
    stage.step([...many(21, () => own(DAY)), ...many(9, () => rival(DAY))], DAY + DAY_MS);
    expect(brief(stage.drafts)).toEqual([]);
    stage = new Stage();
    stage.step(
      many(29, () => rival(DAY)),
      DAY + DAY_MS,
    );
    expect(stage.drafts).toEqual([]);
  });

  it('belongs to the day of the event; each day is judged by itself', () => {
    const midnight = DAY + DAY_MS;
    stage.step(
      [...many(20, () => rival(midnight - 1)), ...many(20, () => rival(midnight))],
      midnight + DAY_MS,
    );
    expect(stage.drafts).toEqual([]);
    const again = many(30, () => rival(midnight + DAY_MS));
    expect(brief(stage.step(again, midnight + 2 * DAY_MS))).toHaveLength(4);
  });

  it('closes a day only when the watermark has passed it', () => {
    stage.step(
      many(30, () => rival(DAY)),
      DAY + DAY_MS - 1,
    );
    expect(stage.drafts.every(({ revision }) => revision === 0)).toBe(true);
    stage.step([], DAY + DAY_MS);
    expect(stage.drafts.filter(({ revision }) => revision === 1)).toHaveLength(stage.drafts.length / 2);
    expect(stage.step([], DAY + 2 * DAY_MS)).toEqual([]);
  });

  it('leaves a closed day as it is when a late fact comes', () => {
    stage.step(
      many(29, () => rival(DAY)),
      DAY + DAY_MS,
    );
    expect(stage.step([rival(DAY + 1), rival(DAY + 2)], DAY + DAY_MS + 1)).toEqual([]);
  });

  it('counts a rival number when it appears: first, or after 90 days of silence, with whomever', () => {
    const key = 4242;
    const once = [rival(DAY, RED, 'T111', key), rival(DAY + 1, RED, 'T112', key)];
    stage.step([...once, ...many(29, () => rival(DAY + 2))], DAY + 3);
    expect(brief(stage.drafts)).toHaveLength(2);
    expect(brief(stage.drafts, 'T112')).toEqual([]);
    stage = new Stage();
    const back = DAY + 1 + 90 * DAY_MS;
    stage.step(once, DAY + 10);
    stage.step([...many(29, () => rival(back)), rival(back, RED, 'T111', key)], back + 1);
    expect(stage.drafts.filter(({ subject }) => subject.key === 'T111')).toHaveLength(2);
    stage = new Stage();
    stage.step(once, DAY + 10);
    stage.step([...many(29, () => rival(back - 1)), rival(back - 1, RED, 'T111', key)], back);
    expect(stage.drafts).toEqual([]);
  });

  it('is an info while the register of rival numbers is younger than 90 days, then a warning', () => {
    stage.step(
      many(30, () => rival(DAY)),
      DAY + 1,
    );
    expect(stage.drafts[0]).toMatchObject({ severity: 'info', evidence: { registerAgeDays: 0 } });
    const later = DAY + 90 * DAY_MS;
    const [found] = stage
      .step(
        many(30, () => rival(later)),
        later + 1,
      )
      .filter(({ time }) => time === later);
    expect(found).toMatchObject({ severity: 'warning', evidence: { registerAgeDays: 90 } });
    stage = new Stage();
    stage.register.preload(1, DAY - 90 * DAY_MS);
    stage.step(
      many(30, () => rival(DAY)),
      DAY + 1,
    );
    expect(stage.drafts[0]).toMatchObject({ severity: 'warning' });
  });

  it('goes on after a restart as if nothing had happened', () => {
    const facts = [...many(40, (i) => rival(DAY + i)), ...many(9, (i) => own(DAY + 100 + i, 'T112'))];
    const whole = new Stage();
    whole.step(facts, DAY + DAY_MS);
    facts.forEach((each) => {
      stage.step([each], each.time + 1);
      stage.restart();
    });
    stage.step([], DAY + DAY_MS);
    const text = (drafts: readonly DetectionDraft[]): string[] =>
      drafts.map((draft) => JSON.stringify(draft)).sort();
    expect(text(stage.drafts)).toEqual(text(whole.drafts));
  });
});
