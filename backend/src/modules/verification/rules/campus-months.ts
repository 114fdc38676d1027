import { isCommunication, type EventRow } from '../rows.ts';
import type { RuleCheck, Scene } from '../scene.ts';
import { valueOf } from '../times.ts';

/** What a number did in a month. */
class MonthOf {
  records = 0;
  sms = 0;
  readonly onCampus = new Map<string, number>();
  readonly communications = new Map<string, number>();
}

/** campus-student, and with it who is known as a student. */
export class CampusStudents implements RuleCheck {
  readonly #scene: Scene;
  #month = new Map<string, MonthOf>();

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  row(row: EventRow): void {
    if (row.feed !== 'usage') return;
    const month = valueOf(this.#month, row.subscriber, () => new MonthOf());
    month.records++;
    if (row.kind === 'sms') month.sms++;
    for (const campus of this.#scene.campusesOf(row))
      month.onCampus.set(campus, (month.onCampus.get(campus) ?? 0) + 1);
    if (isCommunication(row))
      month.communications.set(row.peer, (month.communications.get(row.peer) ?? 0) + 1);
  }

  monthClose(start: number, close: number): void {
    const months = this.#month;
    this.#month = new Map();
    // Only whole months inside the data say who is a student.
    if (this.#scene.began > start) return this.#scene.setStudents([]);
    const students: { campus: string; number: string }[] = [];
    for (const campus of this.#scene.world.campusArea.keys()) {
      const dwellers = this.#dwellers(months, campus, close);
      for (const number of dwellers) {
        if (this.#judge(months, number, campus, dwellers, start, close)) students.push({ campus, number });
      }
    }
    this.#scene.setStudents(students);
  }

  /** Ours that meet the cell-share rule. */
  #dwellers(months: ReadonlyMap<string, MonthOf>, campus: string, close: number): ReadonlySet<string> {
    const { values } = this.#rule(campus, close);
    const found = [...months].filter(
      ([number, month]) =>
        (month.onCampus.get(campus) ?? 0) > 0 &&
        month.onCampus.get(campus)! >= values.minCellShare * month.records &&
        this.#scene.people.ours(number),
    );
    return new Set(found.map(([number]) => number));
  }

  #judge(
    months: ReadonlyMap<string, MonthOf>,
    number: string,
    campus: string,
    dwellers: ReadonlySet<string>,
    start: number,
    close: number,
  ): boolean {
    const { zone } = this.#scene.world;
    const { values, version } = this.#rule(campus, close);
    const month = months.get(number)!;
    const activatedAt = this.#scene.people.activatedAt(number);
    if (month.sms < values.minSms || (activatedAt !== null && activatedAt >= start)) return false;
    const fellows = [...month.communications].filter(
      ([peer, count]) => peer !== number && count >= values.minCommunications && dwellers.has(peer),
    ).length;
    if (fellows < values.minFellows) return false;
    this.#scene.report({
      type: 'campus-student',
      subtype: null,
      time: close,
      subject: { kind: 'subscriber', id: number },
      areaId: this.#scene.world.campusArea.get(campus) ?? null,
      hotspotId: campus,
      severity: 'info',
      revision: 0,
      evidence: {
        month: zone.dayText(zone.dayOf(start)).slice(0, 7),
        sms: month.sms,
        records: month.records,
        fellows,
        thresholds: version,
      },
    });
    return true;
  }

  #rule(campus: string, time: number) {
    const { thresholds, campusArea } = this.#scene.world;
    return thresholds('campus-student', campusArea.get(campus) ?? null, time);
  }
}
