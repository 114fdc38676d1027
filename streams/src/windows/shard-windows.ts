import { createEventBatch, type EventBatch } from '../events/event-batch.ts';
import { DATA, FEEDS, SMS, VOICE } from '../events/feeds.ts';
import { placeOf } from '../operators/enrich.ts';
import { tumblingWindow, type WindowStep } from '../operators/tumbling-window.ts';
import type { DetectionDraft } from '../detectors/detector.ts';
import type { Reference } from '../reference/reference.ts';
import type { OrderedBatch } from '../state/ordered-batch.ts';
import type { SnapshotReader, SnapshotWriter } from '../state/snapshot.ts';
import { map, merge, type Observable } from 'rxjs';
import { AreaPane } from './area-pane.ts';
import { CampusPane, type CampusCounts } from './campus-pane.ts';
import { OperatorPane } from './operator-pane.ts';
import { MINUTE_MS, QUARTER_MS, toThousandth, type CampusPart, type WindowPart } from './partials.ts';
import { WindowPanes } from './window-panes.ts';

const SIGNALLING = FEEDS.indexOf('signalling');
const USAGE = FEEDS.indexOf('usage');
const NO_EVENTS = createEventBatch('signalling', '', 0, new Uint8Array(0));

/** Ordered events as rows with times, for window operators. */
interface OrderedRows {
  readonly length: number;
  readonly time: Float64Array;
  readonly batch: OrderedBatch;
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
  readonly #areas: WindowPanes<AreaPane>;
  readonly #campusMinutes: WindowPanes<CampusPane>;
  readonly #campusQuarters: WindowPanes<CampusPane>;
  readonly #operators: WindowPanes<OperatorPane>;
  readonly #allowedLatenessMs: number;
  #newestAreaPane: AreaPane | null = null;

  constructor(reference: () => Reference, allowedLatenessMs: number) {
    this.#reference = reference;
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

  /** Closed and changed windows of campuses and operators, from ordered events. */
  byHotspotAndOperator(ordered$: Observable<OrderedStep>): Observable<WindowPart[]> {
    const steps$ = ordered$.pipe(
      map(({ batch, progress }) => ({
        batch: { length: batch.length, time: batch.events.time, batch },
        progress,
      })),
    );
    const campus = (sizeMs: number, panes: WindowPanes<CampusPane>): Observable<WindowPart[]> =>
      steps$.pipe(
        tumblingWindow(
          {
            sizeMs,
            allowedLatenessMs: this.#allowedLatenessMs,
            create: () => new CampusPane(),
            add: (pane: CampusPane, rows: OrderedRows, row: number) =>
              this.#addToCampuses(pane, rows.batch, row),
          },
          panes,
        ),
        map((results) => results.map(({ start, pane }) => campusPart(sizeMs, start, pane))),
      );
    const operators$ = steps$.pipe(
      tumblingWindow(
        {
          sizeMs: QUARTER_MS,
          allowedLatenessMs: this.#allowedLatenessMs,
          create: () => new OperatorPane(),
          add: (pane: OperatorPane, rows: OrderedRows, row: number) => addToOperators(pane, rows.batch, row),
        },
        this.#operators,
      ),
      map((results) => results.map(({ start, pane }) => this.#operatorPart(start, pane))),
    );
    return merge(
      campus(MINUTE_MS, this.#campusMinutes),
      campus(QUARTER_MS, this.#campusQuarters),
      operators$,
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

  #addToCampuses(pane: CampusPane, batch: OrderedBatch, row: number): void {
    const cell = batch.events.cell[row]!;
    const campuses = cell >= 0 ? this.#reference().cellCampuses[cell] : undefined;
    if (campuses === undefined || batch.subscriber[row]! < 0) return;
    for (const campus of campuses) addToCampus(pane.campus(campus), batch, row);
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

function addToOperators(pane: OperatorPane, batch: OrderedBatch, row: number): void {
  const { events } = batch;
  const operator = batch.peerOperator[row]!;
  const kind = events.kind[row]!;
  if (events.feed[row] !== USAGE || operator < 0 || kind === DATA || batch.ours[row] === 0) return;
  const place = batch.place[row]! >= 0 ? batch.place[row]! : batch.home[row]!;
  if (place < 0) return;
  const counts = pane.at(place, operator);
  if (kind === VOICE) {
    counts.calls++;
    counts.voiceSeconds += toThousandth(events.duration[row]!);
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
