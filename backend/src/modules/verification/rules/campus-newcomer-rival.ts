import type { EventRow } from '../rows.ts';
import type { Contact, RuleCheck, Scene } from '../scene.ts';
import { DAY_MS, Moments, valueOf } from '../times.ts';

/** Usage records of a subscriber, all and by campus. */
interface Usage {
  readonly all: Moments;
  readonly onCampus: Map<string, Moments>;
}

/** A rival number that appeared with somebody of a campus and has not called yet. */
interface Appearance {
  readonly campus: string;
  readonly operatorId: string;
  readonly time: number;
}

/** campus-newcomer/rival. */
export class RivalNewcomers implements RuleCheck {
  readonly #scene: Scene;
  readonly #usage = new Map<string, Usage>();
  readonly #appeared = new Map<string, Appearance[]>();
  readonly #reported = new Set<string>();
  #appearing: Contact[] = [];
  #calls: EventRow[] = [];

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  row(row: EventRow, contact: Contact | null): void {
    if (row.feed !== 'usage') return;
    const usage = valueOf(this.#usage, row.subscriber, () => ({
      all: new Moments(),
      onCampus: new Map<string, Moments>(),
    }));
    usage.all.add(row.time);
    for (const campus of this.#scene.campusesOf(row))
      valueOf(usage.onCampus, campus, () => new Moments()).add(row.time);
    if (contact?.appears) this.#appearing.push(contact);
    if (contact && row.kind === 'voice' && row.direction === 'terminating') this.#calls.push(row);
  }

  instant(time: number): void {
    for (const contact of this.#appearing) this.#appear(contact, time);
    for (const row of this.#calls) this.#called(row);
    if (this.#appearing.length > 0) this.#appearing = [];
    if (this.#calls.length > 0) this.#calls = [];
  }

  #appear({ row, operatorId }: Contact, time: number): void {
    for (const campus of this.#campusesOf(row.subscriber, time)) {
      const waiting = valueOf(this.#appeared, row.peer, (): Appearance[] => []);
      const known = waiting.some((appearance) => appearance.campus === campus);
      if (!known && !this.#reported.has(`${campus} ${row.peer}`)) waiting.push({ campus, operatorId, time });
    }
  }

  /** Where the subscriber is a known student or had its share of records lately. */
  #campusesOf(subscriber: string, time: number): string[] {
    const usage = this.#usage.get(subscriber);
    return [...this.#scene.world.campusArea.keys()].filter((campus) => {
      if (this.#scene.isStudent(campus, subscriber)) return true;
      const { residentDays, minResidentShare } = this.#rule(campus, time).values;
      const after = time - residentDays * DAY_MS;
      const there = usage?.onCampus.get(campus)?.count(after, time) ?? 0;
      return there > 0 && there >= minResidentShare * (usage?.all.count(after, time) ?? 0);
    });
  }

  #called(row: EventRow): void {
    for (const { campus, operatorId, time } of this.#appeared.get(row.peer) ?? []) {
      this.#reported.add(`${campus} ${row.peer}`);
      this.#scene.report({
        type: 'campus-newcomer',
        subtype: 'rival',
        time: row.time,
        subject: { kind: 'number', id: row.peer },
        areaId: this.#scene.world.campusArea.get(campus) ?? null,
        hotspotId: campus,
        severity: 'info',
        revision: 0,
        evidence: {
          operatorId,
          firstSeen: this.#scene.world.zone.format(time),
          thresholds: this.#rule(campus, row.time).version,
        },
      });
    }
    this.#appeared.delete(row.peer);
  }

  #rule(campus: string, time: number) {
    const { thresholds, campusArea } = this.#scene.world;
    return thresholds('campus-newcomer/rival', campusArea.get(campus) ?? null, time);
  }
}
