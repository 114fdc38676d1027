import type { EventRow } from '../rows.ts';
import type { RuleCheck, Scene } from '../scene.ts';
import { DAY_MS } from '../times.ts';

/** campus-newcomer/own. */
export class OwnNewcomers implements RuleCheck {
  readonly #scene: Scene;
  /** `campus number`: had traffic there. */
  readonly #traffic = new Set<string>();
  readonly #reported = new Set<string>();

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  row(row: EventRow): void {
    if (row.feed === 'lifecycle' && row.kind === 'activated') {
      const campus = this.#scene.world.channels.get(row.channelId)?.campusId ?? null;
      if (campus !== null) this.#found(row, campus, row.time, 'channel');
    }
    if (row.feed !== 'usage') return;
    for (const campus of this.#scene.campusesOf(row)) {
      const key = `${campus} ${row.subscriber}`;
      if (this.#traffic.has(key)) continue;
      this.#traffic.add(key);
      const activatedAt = this.#scene.people.activatedAt(row.subscriber);
      if (activatedAt === null || activatedAt > row.time) continue;
      const { newDays } = this.#rule(campus, row.time).values;
      if (row.time - activatedAt <= newDays * DAY_MS) this.#found(row, campus, activatedAt, 'traffic');
    }
  }

  #found(row: EventRow, campus: string, activatedAt: number, by: 'channel' | 'traffic'): void {
    const key = `${campus} ${row.subscriber}`;
    if (this.#reported.has(key)) return;
    this.#reported.add(key);
    const { world } = this.#scene;
    this.#scene.report({
      type: 'campus-newcomer',
      subtype: 'own',
      time: row.time,
      subject: { kind: 'subscriber', id: row.subscriber },
      areaId: world.campusArea.get(campus) ?? null,
      hotspotId: campus,
      severity: 'info',
      revision: 0,
      evidence: {
        activatedAt: world.zone.format(activatedAt),
        by,
        thresholds: this.#rule(campus, row.time).version,
      },
    });
  }

  #rule(campus: string, time: number) {
    const { thresholds, campusArea } = this.#scene.world;
    return thresholds('campus-newcomer/own', campusArea.get(campus) ?? null, time);
  }
}
