import type { Found } from './found.ts';
import { isCommunication, type EventRow } from './rows.ts';
import type { RuleCheck, Scene } from './scene.ts';
import { MINUTE_MS, valueOf } from './times.ts';

const SIZES = { '1m': MINUTE_MS, '15m': 15 * MINUTE_MS } as const;
export type CampusSize = keyof typeof SIZES;

/** What a window of a campus says beyond counts of rows. */
export class CampusFigures {
  readonly students = new Set<string>();
  readonly rivals = new Set<string>();
  ownNewcomers = 0;
}

/** Communications of ours with numbers of one operator. */
export interface OperatorFigures {
  calls: number;
  sms: number;
  voiceSeconds: number;
}

/** Windows whose figures depend on who is who at the moment of each record. */
export class WindowSums implements RuleCheck {
  readonly #scene: Scene;
  #campuses = new Map<string, CampusFigures>();
  #operators = new Map<string, OperatorFigures>();

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  row(row: EventRow): void {
    if (row.feed === 'lifecycle') return;
    this.#countCampuses(row);
    if (isCommunication(row)) this.#countOperators(row);
  }

  found({ type, subtype, hotspotId, time }: Found): void {
    if (type !== 'campus-newcomer' || subtype !== 'own' || hotspotId === null) return;
    for (const size of Object.keys(SIZES) as CampusSize[]) this.#campus(size, time, hotspotId).ownNewcomers++;
  }

  /** By `campusKey`, all since the last call. */
  takeCampuses(): ReadonlyMap<string, CampusFigures> {
    const taken = this.#campuses;
    this.#campuses = new Map();
    return taken;
  }

  /** By `operatorKey`, all since the last call. */
  takeOperators(): ReadonlyMap<string, OperatorFigures> {
    const taken = this.#operators;
    this.#operators = new Map();
    return taken;
  }

  #countCampuses(row: EventRow): void {
    for (const campus of this.#scene.campusesOf(row)) {
      const student = this.#scene.isStudent(campus, row.subscriber);
      const rival = isCommunication(row) && this.#scene.people.rivalOf(row) !== null;
      if (!student && !rival) continue;
      for (const size of Object.keys(SIZES) as CampusSize[]) {
        const figures = this.#campus(size, row.time, campus);
        if (student) figures.students.add(row.subscriber);
        if (rival) figures.rivals.add(row.peer);
      }
    }
  }

  #campus(size: CampusSize, time: number, campus: string): CampusFigures {
    const start = Math.floor(time / SIZES[size]) * SIZES[size];
    return valueOf(this.#campuses, campusKey(campus, size, start), () => new CampusFigures());
  }

  #countOperators(row: EventRow): void {
    const { people, places } = this.#scene;
    if (!people.ours(row.subscriber)) return;
    const operatorId = people.peerOperatorOf(row);
    const areaId = places.of(row.cellId, row.areaId) ?? people.home(row.subscriber);
    if (operatorId === null || areaId === null) return;
    const start = Math.floor(row.time / SIZES['15m']) * SIZES['15m'];
    for (const id of places.chain(areaId)) {
      const figures = valueOf(this.#operators, operatorKey(id, operatorId, start), emptyFigures);
      if (row.kind === 'sms') figures.sms++;
      else {
        figures.calls++;
        figures.voiceSeconds += row.seconds ?? 0;
      }
    }
  }
}

const emptyFigures = (): OperatorFigures => ({ calls: 0, sms: 0, voiceSeconds: 0 });

export function campusKey(hotspotId: string, size: string, startMs: number): string {
  return `${hotspotId} ${size} ${startMs}`;
}

export function operatorKey(areaId: string, operatorId: string, startMs: number): string {
  return `${areaId} ${operatorId} ${startMs}`;
}
