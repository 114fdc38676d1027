import { randomUUID } from 'node:crypto';
import type { LocalTime } from '../calendar/index.ts';
import type { IndicatorDefinition } from '../indicators/definition.dto.ts';
import { placeKey, type Place } from '../indicators/indicators.types.ts';
import {
  type Bilingual,
  type MessageFacts,
  METRIC_CATALOG,
  render,
  variablesOf,
} from '../indicators/index.ts';
import type { ReferenceModel } from '../reference/reference.types.ts';
import type { NewAlertRow } from './alerts.repository.ts';
import type { Muted, WatchedMetric } from './alerts.types.ts';
import { candidates, peopleOf, type Chain } from './chain.ts';
import { searchTokens } from './search.ts';

/** What an alert begins with; what it needs besides is worked out here. */
export interface Beginning extends Place {
  readonly indicator: { readonly id: string; readonly version: number } | null;
  readonly title: Bilingual;
  readonly message: Bilingual;
  readonly severity: NewAlertRow['severity'];
  /** Event time, epoch milliseconds. */
  readonly at: number;
  readonly chain: Chain;
  readonly due: { readonly rule: NewAlertRow['dueRule']; readonly at: number };
  readonly trackingDays: number;
  readonly value: number | null;
  readonly threshold: number | null;
  readonly unit: string;
  readonly metric: WatchedMetric | null;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly links: NewAlertRow['links'];
  readonly muted: Muted | null;
}

/** The row of an alert that begins now. */
export function newAlertRow(
  beginning: Beginning,
  now: Date,
  { areas }: ReferenceModel,
  local: LocalTime,
): NewAlertRow {
  const { indicator, title, message, severity, areaId, hotspotId, at, chain, due } = beginning;
  const path = areas.chain(areaId);
  const people = peopleOf(chain);
  return {
    id: randomUUID(),
    indicatorId: indicator?.id ?? null,
    indicatorVersion: indicator?.version ?? null,
    title,
    message,
    severity,
    areaId,
    hotspotId,
    place: placeKey(beginning),
    areaPath: path.length === 0 ? [areaId] : path.map((area) => area.areaId),
    state: 'raised',
    stateAt: now,
    open: true,
    step: 0,
    version: 1,
    round: 1,
    chain,
    people: people.map(({ id }) => id),
    waitingFor: candidates(chain, 0, null).map(({ id }) => id),
    day: local.day(at),
    eventAt: new Date(at),
    raisedAt: now,
    dueAt: new Date(due.at),
    dueRule: due.rule,
    trackingDays: beginning.trackingDays,
    occurrences: 1,
    value: beginning.value,
    threshold: beginning.threshold,
    unit: beginning.unit,
    metric: beginning.metric,
    facts: beginning.facts,
    links: beginning.links,
    muted: beginning.muted,
  };
}

/** What an alert is found by from its beginning: its words, places and people. */
export function tokensOf(
  { title, message, areaId, hotspotId, chain }: Beginning,
  { areas, hotspotById }: ReferenceModel,
): string[] {
  const names = areas.chain(areaId).flatMap(({ name, nameEn }) => [name, nameEn]);
  const hotspot = hotspotId === null ? null : hotspotById.get(hotspotId)?.name;
  const people = peopleOf(chain).map(({ name }) => name);
  return searchTokens(title.zh, title.en, message.zh, message.en, hotspot, ...names, ...people);
}

/** Message and links in the words of an indicator. */
export function worded(
  { name, template, links, severity }: IndicatorDefinition,
  facts: Omit<MessageFacts, 'indicator' | 'severity'>,
  model: ReferenceModel,
  local: LocalTime,
): Pick<Beginning, 'title' | 'message' | 'links'> {
  const known = { ...facts, indicator: name, severity };
  const zh = variablesOf('zh', known, model, local);
  const en = variablesOf('en', known, model, local);
  return {
    title: name,
    message: { zh: render(template.zh, zh), en: render(template.en, en) },
    links: links.map(({ label, href }) => ({ label, href: render(href, zh) })),
  };
}

/** The figure whose curve belongs to an alert of an indicator. */
export function watchedMetric(
  source: IndicatorDefinition['source'],
  evidence: Readonly<Record<string, unknown>>,
): WatchedMetric {
  if (source.kind === 'metric') {
    const { metric, step, operatorId } = source;
    return operatorId === undefined ? { metric, step } : { metric, step, operatorId };
  }
  switch (source.type) {
    case 'share-drop': {
      const operatorId = evidence['operatorId'];
      return typeof operatorId === 'string'
        ? { metric: 'share-two-party', step: '1d', operatorId }
        : { metric: 'share-three-party', step: '1d' };
    }
    case 'campus-activity':
      return { metric: 'hotspot-presence', step: '15m' };
    case 'campus-newcomer':
      return { metric: 'newcomers', step: '1h' };
    case 'campus-rival':
      return { metric: 'rivals', step: '1h' };
    case 'campus-student':
      return { metric: 'students', step: '1h' };
    case 'homecoming':
      return { metric: 'homecomings', step: '1h' };
    case 'source-outage':
      return { metric: 'events', step: '15m' };
  }
}

export function unitOf({ metric }: WatchedMetric): string {
  return METRIC_CATALOG[metric].unit;
}
