import type { EventRow } from '../rows.ts';
import type { Contact, RuleCheck, Scene } from '../scene.ts';
import { DAY_MS, Moments, valueOf } from '../times.ts';

/** A number of a rival: whose it was last, and who of ours was in touch with it. */
interface Rival {
  operatorId: string;
  readonly contacts: Map<string, Moments>;
}

/** campus-rival. */
export class CampusRivals implements RuleCheck {
  readonly #scene: Scene;
  readonly #rivals = new Map<string, Rival>();
  /** `campus number` → the last time it was found. */
  readonly #found = new Map<string, number>();
  readonly #touched = new Set<string>();

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  row(row: EventRow, contact: Contact | null): void {
    if (contact === null) return;
    const rival = valueOf(this.#rivals, row.peer, () => ({
      operatorId: contact.operatorId,
      contacts: new Map<string, Moments>(),
    }));
    rival.operatorId = contact.operatorId;
    valueOf(rival.contacts, row.subscriber, () => new Moments()).add(row.time);
    this.#touched.add(row.peer);
  }

  instant(time: number): void {
    if (this.#touched.size === 0) return;
    for (const number of this.#touched) this.#judge(number, time);
    this.#touched.clear();
  }

  monthClose(_start: number, close: number): void {
    for (const number of this.#rivals.keys()) this.#judge(number, close);
  }

  #judge(number: string, time: number): void {
    for (const [campus, students] of this.#scene.students) {
      const { thresholds, campusArea } = this.#scene.world;
      const areaId = campusArea.get(campus) ?? null;
      const { values, version } = thresholds('campus-rival', areaId, time);
      const before = this.#found.get(`${campus} ${number}`);
      if (before !== undefined && time - before < values.quietDays * DAY_MS) continue;
      const { operatorId, contacts } = this.#rivals.get(number)!;
      const counts = [...contacts]
        .filter(([subscriber]) => students.has(subscriber))
        .map(([, moments]) => moments.count(time - values.rivalDays * DAY_MS, time))
        .filter((count) => count > 0);
      const communications = counts.reduce((sum, count) => sum + count, 0);
      if (counts.length < values.minStudents || communications < values.minRivalCommunications) continue;
      this.#found.set(`${campus} ${number}`, time);
      this.#scene.report({
        type: 'campus-rival',
        subtype: null,
        time,
        subject: { kind: 'number', id: number },
        areaId,
        hotspotId: campus,
        severity: 'info',
        revision: 0,
        evidence: { students: counts.length, communications, operatorId, thresholds: version },
      });
    }
  }
}
