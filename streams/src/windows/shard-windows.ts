import { createEventBatch, type EventBatch } from '../events/event-batch.ts';
import { DATA, FEEDS, SMS, VOICE } from '../events/feeds.ts';
import { placeOf } from '../operators/enrich.ts';
import { tumblingWindow, type WindowStep } from '../operators/tumbling-window.ts';
import type { DetectionDraft } from '../detectors/detector.ts';
import type { Reference } from '../reference/reference.ts';
import type { KnownStudents } from '../state/known-students.ts';
import type { OrderedBatch } from '../state/ordered-batch.ts';
import type { SnapshotReader, SnapshotWriter } from '../state/snapshot.ts';
import { map, merge, share, type Observable } from 'rxjs';
import { AreaPane } from './area-pane.ts';
import { CampusPane, type CampusCounts } from './campus-pane.ts';
import { OperatorPane } from './operator-pane.ts';
import { MINUTE_MS, QUARTER_MS, toThousandth, type CampusPart, type WindowPart } from './partials.ts';
import { WindowPanes } from './window-panes.ts';

const SIGNALLING = FEEDS.indexOf('signalling');
const USAGE = FEEDS.indexOf('usage');
const NO_EVENTS = createEventBatch('signalling', '', 0, new Uint8Array(0));

/** Some rows of an ordered batch with their times, for window operators. Used again for each step. */
class RowSelection {
  batch: OrderedBatch | null = null;
  length = 0;
  time = new Float64Array(0);
  row = new Uint32Array(0);

  reset(batch: OrderedBatch): void {
    this.batch = batch;
    this.length = 0;
    if (this.row.length >= batch.length) return;
    this.time = new Float64Array(batch.events.capacity);
    this.row = new Uint32Array(batch.events.capacity);
  }

  add(row: number): void {
    this.time[this.length] = this.batch!.events.time[row]!;
    this.row[this.length++] = row;
  }
}

export interface ArrivalStep {
  readonly batch: EventBatch | null;
  readonly progress: WindowStep<EventBatch>['progress'];
}
export interface OrderedStep {
  readonly batch: OrderedBatch;
  readonly progress: WindowStep<EventBatch>['progress'];
}

/**
 * The windows of one shard: areas by minute, from events as they arrive; campuses by minute and quarter of an hour and
 * operators by quarter of an hour, from ordered events, which know the operator of the other party.
 */
export class ShardWindows {
  readonly #reference: () => Reference;
  readonly #students: KnownStudents;
  readonly #areas: WindowPanes<AreaPane>;
  readonly #campusMinutes: WindowPanes<CampusPane>;
  readonly #campusQuarters: WindowPanes<CampusPane>;
  readonly #operators: WindowPanes<OperatorPane>;
  readonly #allowedLatenessMs: number;
  #newestAreaPane: AreaPane | null = null;

  constructor(reference: () => Reference, students: KnownStudents, allowedLatenessMs: number) {
    this.#reference = reference;
    this.#students = students;
    this.#allowedLatenessMs = allowedLatenessMs;
    this.#areas = new WindowPanes({
      sizeMs: MINUTE_MS,
      allowedLatenessMs,
      create: () => this.#nextAreaPane(),
    });
    const campus = { allowedLatenessMs, create: (): CampusPane => new CampusPane() };
    this.#campusMinutes = new WindowPanes({ ...campus, sizeMs: MINUTE_MS });
    this.#campusQuarters = new WindowPanes({ ...campus, sizeMs: QUARTER_MS });
    this.#operators = new WindowPanes({
      sizeMs: QUARTER_MS,
      allowedLatenessMs,
      create: () => new OperatorPane(),
    });
  }

  /** Closed and changed windows of areas, from events as they arrive. */
  byArea(arrivals$: Observable<ArrivalStep>): Observable<WindowPart[]> {
    const spec = {
      sizeMs: MINUTE_MS,
      allowedLatenessMs: this.#allowedLatenessMs,
      create: (): AreaPane => this.#nextAreaPane(),
      add: (pane: AreaPane, batch: EventBatch, row: number): void => this.#addToArea(pane, batch, row),
    };
    return arrivals$.pipe(
      map(({ batch, progress }) => ({
        batch: batch === null || batch.feed === 'lifecycle' ? NO_EVENTS : batch,
        progress,
      })),
      tumblingWindow(spec, this.#areas),
      map((results) => results.map(({ start, pane }) => this.#areaPart(start, pane))),
    );
  }

  /** Closed and changed windows of campuses by minute and by quarter of an hour, from ordered events. */
  byCampus(ordered$: Observable<OrderedStep>): Observable<WindowPart[]> {
    const rows = new RowSelection();
    const steps$ = ordered$.pipe(
      map(({ batch, progress }) => ({ batch: this.#selectCampusRows(batch, rows), progress })),
      share(),
    );
    const windows = (sizeMs: number, panes: WindowPanes<CampusPane>): Observable<WindowPart[]> =>
      steps$.pipe(
        tumblingWindow(
          {
            sizeMs,
            allowedLatenessMs: this.#allowedLatenessMs,
            create: () => new CampusPane(),
            add: (pane: CampusPane, { batch, row }: RowSelection, at: number) =>
              this.#addToCampuses(pane, batch!, row[at]!),
          },
          panes,
        ),
        map((results) => results.map(({ start, pane }) => campusPart(sizeMs, start, pane))),
      );
    return merge(windows(MINUTE_MS, this.#campusMinutes), windows(QUARTER_MS, this.#campusQuarters));
  }

  /** Closed and changed windows of operators by quarter of an hour, from ordered events. */
  byOperator(ordered$: Observable<OrderedStep>): Observable<WindowPart[]> {
    const rows = new RowSelection();
    return ordered$.pipe(
      map(({ batch, progress }) => ({ batch: selectCommunications(batch, rows), progress })),
      tumblingWindow(
        {
          sizeMs: QUARTER_MS,
          allowedLatenessMs: this.#allowedLatenessMs,
          create: () => new OperatorPane(),
          add: (pane: OperatorPane, { batch, row }: RowSelection, at: number) =>
            addToOperators(pane, batch!, row[at]!),
        },
        this.#operators,
      ),
      map((results) => results.map(({ start, pane }) => this.#operatorPart(start, pane))),
    );
  }

  /** Counts a newcomer in the windows of its campus. Called before the windows of its time close. */
  addNewcomer(draft: DetectionDraft): void {
    for (const panes of [this.#campusMinutes, this.#campusQuarters]) {
      const pane = panes.paneAt(draft.time);
      if (pane) pane.campus(draft.hotspot).ownNewcomers++;
    }
  }

  /** Parts of the newest windows that have events, open or closed, for the eye. */
  newest(): { areas: WindowPart | null; campuses: WindowPart | null } {
    let area: { start: number; pane: AreaPane } | null = null;
    for (const entry of this.#areas.entries()) if (!area || entry.start > area.start) area = entry;
    let campus: { start: number; pane: CampusPane } | null = null;
    for (const entry of this.#campusQuarters.entries()) {
      if (entry.pane.campuses.size > 0 && (!campus || entry.start > campus.start)) campus = entry;
    }
    return {
      areas: area && this.#areaPart(area.start, area.pane),
      campuses: campus && campusPart(QUARTER_MS, campus.start, campus.pane),
    };
  }

  /** A pane about as large as the one made before it. */
  #nextAreaPane(): AreaPane {
    this.#newestAreaPane = new AreaPane(this.#newestAreaPane?.subscribers);
    return this.#newestAreaPane;
  }

  #addToArea(pane: AreaPane, batch: EventBatch, row: number): void {
    const reference = this.#reference();
    const place = placeOf(reference, batch.cell[row]!, batch.area[row]!);
    if (place >= 0) pane.add(reference.areas, batch.msisdn[row]!, place, batch.feed === 'signalling');
  }

  #selectCampusRows(batch: OrderedBatch, rows: RowSelection): RowSelection {
    rows.reset(batch);
    const { cell } = batch.events;
    const { cellCampuses } = this.#reference();
    for (let row = 0; row < batch.length; row++) {
      const at = cell[row]!;
      if (at >= 0 && batch.subscriber[row]! >= 0 && (cellCampuses[at]?.length ?? 0) > 0) rows.add(row);
    }
    return rows;
  }

  #addToCampuses(pane: CampusPane, batch: OrderedBatch, row: number): void {
    const campuses = this.#reference().cellCampuses[batch.events.cell[row]!] ?? [];
    const number = batch.events.msisdn[row]!;
    const studies = this.#students.campusesOf(number);
    for (const campus of campuses) {
      const counts = pane.campus(campus);
      addToCampus(counts, batch, row);
      if (studies.includes(campus)) counts.students.add(number);
    }
  }

  #areaPart(start: number, pane: AreaPane): WindowPart {
    return { kind: 'area', sizeMs: MINUTE_MS, start, rows: pane.read(this.#reference().areas) };
  }

  #operatorPart(start: number, pane: OperatorPane): WindowPart {
    const { areas } = this.#reference();
    return { kind: 'operator', sizeMs: QUARTER_MS, start, rows: pane.read((area) => areas.chain(area)) };
  }

  snapshot(writer: SnapshotWriter): void {
    writer.json(
      'areas',
      this.#areas.snapshot((pane) => pane.snapshot()),
    );
    writer.json(
      'campusMinutes',
      this.#campusMinutes.snapshot((pane) => pane.snapshot()),
    );
    writer.json(
      'campusQuarters',
      this.#campusQuarters.snapshot((pane) => pane.snapshot()),
    );
    writer.json(
      'operators',
      this.#operators.snapshot((pane) => pane.snapshot()),
    );
  }

  restore(reader: SnapshotReader): void {
    this.#areas.restore(reader.json('areas'), (saved) => AreaPane.restore(saved));
    this.#campusMinutes.restore(reader.json('campusMinutes'), (saved) => CampusPane.restore(saved));
    this.#campusQuarters.restore(reader.json('campusQuarters'), (saved) => CampusPane.restore(saved));
    this.#operators.restore(reader.json('operators'), (saved) => OperatorPane.restore(saved));
  }
}

function addToCampus(counts: CampusCounts, batch: OrderedBatch, row: number): void {
  const { events } = batch;
  counts.subscribers.add(events.msisdn[row]!);
  if (events.feed[row] === SIGNALLING) {
    counts.signalling++;
    return;
  }
  counts.usage++;
  const kind = events.kind[row]!;
  if (batch.rival[row] === 1 && kind !== DATA) counts.rivals.add(events.peer[row]!);
  if (kind === VOICE) {
    counts.calls++;
    counts.voiceSeconds += toThousandth(events.duration[row]!);
  } else if (kind === SMS) counts.sms++;
  else counts.bytes += toThousandth(events.uplink[row]!) + toThousandth(events.downlink[row]!);
}

/** Voice and messages of our subscribers with a number whose operator is known, where there is a place to count them. */
function selectCommunications(batch: OrderedBatch, rows: RowSelection): RowSelection {
  rows.reset(batch);
  const { feed, kind } = batch.events;
  for (let row = 0; row < batch.length; row++) {
    if (feed[row] !== USAGE || kind[row] === DATA || batch.ours[row] === 0) continue;
    if (batch.peerOperator[row]! >= 0 && communicationPlace(batch, row) >= 0) rows.add(row);
  }
  return rows;
}

function communicationPlace(batch: OrderedBatch, row: number): number {
  return batch.place[row]! >= 0 ? batch.place[row]! : batch.home[row]!;
}

function addToOperators(pane: OperatorPane, batch: OrderedBatch, row: number): void {
  const { events } = batch;
  const counts = pane.at(communicationPlace(batch, row), batch.peerOperator[row]!);
  if (events.kind[row] === VOICE) {
    counts.calls++;
    counts.voiceSeconds += events.duration[row]!;
  } else counts.sms++;
}

function campusPart(sizeMs: number, start: number, pane: CampusPane): WindowPart {
  const rows: CampusPart[] = [...pane.campuses]
    .sort(([a], [b]) => a - b)
    .map(([hotspot, counts]) => ({
      ...counts,
      hotspot,
      subscribers: counts.subscribers.size,
      students: counts.students.size,
      rivals: [...counts.rivals],
    }));
  return { kind: 'campus', sizeMs, start, rows };
}
