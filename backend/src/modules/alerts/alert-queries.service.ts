import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Database } from '../../adapters/postgres/index.ts';
import type { Config } from '../../config/index.ts';
import { CONFIG, DATABASE } from '../../tokens.ts';
import { AccessScope, hasRole, type Principal } from '../access/index.ts';
import { IndicatorsService } from '../indicators/indicators.service.ts';
import { ReferenceService } from '../reference/reference.service.ts';
import { invalidParameters } from '../web/app-error.ts';
import { actorOf } from './alert-actions.service.ts';
import { alertDetail, type AlertDetail } from './alert-detail.ts';
import * as list from './alert-list.repository.ts';
import { unknownAlert } from './alert-refusal.ts';
import { alertView, type AlertView } from './alert-view.ts';
import type { AlertsQuery } from './alerts.dto.ts';
import { alertById, detectionsOf, eventsOf, type AlertRow } from './alerts.repository.ts';
import { ALERT_STATES, type AlertState } from './alerts.types.ts';
import { queryTokens } from './search.ts';
import { WorkClock } from './work-clock.service.ts';

const MAX_MINE = 100;
const MAX_DETECTIONS = 100;
const GROUPS: Readonly<Record<string, Pick<list.AlertFilter, 'open'>>> = {
  open: { open: true },
  over: { open: false },
  any: {},
};

export interface AlertPage {
  readonly items: readonly AlertView[];
  readonly nextCursor: string | null;
  readonly total: number;
}

/** Alerts as people look at them: lists, history, their own work, one with everything. */
@Injectable()
export class AlertQueries implements OnModuleInit {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(AccessScope) private readonly scope: AccessScope,
    @Inject(ReferenceService) private readonly reference: ReferenceService,
    @Inject(IndicatorsService) private readonly indicators: IndicatorsService,
    @Inject(WorkClock) private readonly clock: WorkClock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.indicators.countOpenWith(() => list.countOpenByIndicator(this.database.db));
  }

  async page(query: AlertsQuery, principal: Principal): Promise<AlertPage> {
    const { db } = this.database;
    const filter = this.filterOf(query, principal);
    const cursor = cursorOf(query.cursor);
    const [rows, total] = await Promise.all([
      list.findAlerts(db, filter, cursor, query.limit + 1),
      list.countAlerts(db, filter),
    ]);
    const shown = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? shown.at(-1) : undefined;
    return { items: await this.views(shown), nextCursor: last === undefined ? null : cursorTo(last), total };
  }

  /** What waits for somebody, and what they can only watch. */
  async mine(principal: Principal) {
    const { db } = this.database;
    const waitingFor = waitingOf(principal);
    const open = { scope: principal.scope, open: true } as const;
    const waits = { ...open, waitingFor };
    const watches = { ...open, personId: principal.id, notWaitingFor: waitingFor };
    const [waiting, watching, ...counts] = await Promise.all([
      list.findUrgent(db, waits, MAX_MINE),
      list.findUrgent(db, watches, MAX_MINE),
      list.countAlerts(db, waits),
      list.countAlerts(db, { ...waits, overdueAt: this.clock.now() }),
      list.countAlerts(db, watches),
      list.countAlerts(db, { ...open, personId: principal.id, states: ['tracking'] }),
    ]);
    const [waitingCount, overdue, watchingCount, tracking] = counts;
    return {
      waiting: await this.views(waiting),
      watching: await this.views(watching),
      counts: { waiting: waitingCount, overdue, watching: watchingCount, tracking },
    };
  }

  async detail(id: string, principal: Principal): Promise<AlertDetail> {
    const { db } = this.database;
    const row = await this.row(id, principal);
    const children = { scope: principal.scope, parentId: id } as const;
    const [events, detections, siblings] = await Promise.all([
      eventsOf(db, id),
      detectionsOf(db, id, MAX_DETECTIONS),
      list.findAlerts(db, children, null, MAX_MINE),
    ]);
    const view = await this.view(row);
    const actor = actorOf(row, principal, this.scope);
    const ids = detections.map(({ detectionId }) => detectionId);
    return alertDetail(row, { view, events, detections: ids, siblings: await this.views(siblings), actor });
  }

  /** The alert, when it may be seen. */
  async row(id: string, principal: Principal): Promise<AlertRow> {
    const row = await alertById(this.database.db, id);
    if (row === undefined) throw unknownAlert();
    this.scope.assert(principal, row.areaId);
    return row;
  }

  async view(row: AlertRow): Promise<AlertView> {
    const [view] = await this.views([row]);
    if (view === undefined) throw unknownAlert();
    return view;
  }

  async views(rows: readonly AlertRow[]): Promise<readonly AlertView[]> {
    const children = await list.countChildren(
      this.database.db,
      rows.map(({ id }) => id),
    );
    const { areas } = this.reference.model;
    const { k } = this.config.privacy;
    return rows.map((row) => alertView(row, areas, this.clock.now(), children.get(row.id) ?? 0, k));
  }

  filterOf(query: AlertsQuery, principal: Principal): list.AlertFilter {
    const {
      areaId,
      hotspotId,
      indicatorId,
      severity,
      mine,
      waiting,
      overdue,
      grouped,
      parentId,
      q,
      from,
      to,
    } = query;
    if (areaId !== undefined) this.reference.area(areaId);
    return {
      ...statesOf(query.state),
      scope: principal.scope,
      areaId,
      hotspotId,
      indicatorId,
      severity,
      personId: mine === true ? principal.id : undefined,
      waitingFor: waiting === true ? waitingOf(principal) : undefined,
      overdueAt: overdue === true ? this.clock.now() : undefined,
      grouped,
      parentId,
      tokens: q === undefined ? undefined : queryTokens(q),
      from,
      to,
    };
  }
}

/** Supervisors stand in where nobody holds a step. */
function waitingOf(principal: Principal): list.Waiting {
  return { personId: principal.id, supervisor: hasRole(principal, 'supervisor') };
}

function statesOf(text: string | undefined): Pick<list.AlertFilter, 'states' | 'open'> {
  const group = GROUPS[text ?? 'open'];
  if (group !== undefined) return group;
  const names = (text ?? '').split(',').map((name) => name.trim());
  const states = names.map((name) => ALERT_STATES.find((state) => state === name));
  if (states.includes(undefined))
    throw invalidParameters([
      { field: 'state', message: `must be of ${[...ALERT_STATES, ...Object.keys(GROUPS)].join(', ')}` },
    ]);
  return { states: states.filter((state): state is AlertState => state !== undefined) };
}

function cursorTo({ raisedAt, id }: AlertRow): string {
  return `${raisedAt.getTime()}.${id}`;
}

function cursorOf(text: string | undefined): list.AlertCursor | null {
  if (text === undefined) return null;
  const [, time, id] = /^(\d{1,14})\.([\w-]{1,64})$/.exec(text) ?? [];
  if (time === undefined || id === undefined)
    throw invalidParameters([{ field: 'cursor', message: 'must be the nextCursor of a page' }]);
  return { raisedAt: Number(time), id };
}
