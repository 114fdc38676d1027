import { map, type OperatorFunction } from 'rxjs';
import { ACTIVATED, FEEDS, PORTED_IN, PORTED_OUT } from '../events/feeds.ts';
import { ABSENT } from '../events/event-batch.ts';
import type { Reference } from '../reference/reference.ts';
import { FLAG_FOREIGN, type EventColumns } from '../state/event-columns.ts';
import { OrderedBatchBuffer } from '../state/ordered-batch.ts';
import type { LearnedHomes } from '../state/learned-homes.ts';
import type { SubscriberTable } from '../state/subscriber-table.ts';

const LIFECYCLE = FEEDS.indexOf('lifecycle');
const USAGE = FEEDS.indexOf('usage');

/** Lowest known area of a record: its cell's, else its serving area, else −1. */
export function placeOf(reference: Reference, cell: number, servingArea: number): number {
  if (cell >= 0 && cell < reference.cellArea.length && reference.cellArea[cell]! >= 0)
    return reference.cellArea[cell]!;
  return reference.areas.known(servingArea) ? servingArea : -1;
}

/**
 * Adds to ordered events what keyed state says of the subscriber at that moment, and applies lifecycle events to that
 * state in passing. The batch that comes out is valid until the next one.
 */
export function enrich(
  subscribers: SubscriberTable,
  homes: LearnedHomes,
  reference: () => Reference,
): OperatorFunction<EventColumns, OrderedBatchBuffer> {
  const out = new OrderedBatchBuffer();
  return map((events) => {
    const current = reference();
    out.reset(events);
    for (let row = 0; row < events.length; row++) enrichRow(events, row, out, subscribers, homes, current);
    return out;
  });
}

function enrichRow(
  events: EventColumns,
  row: number,
  out: OrderedBatchBuffer,
  subscribers: SubscriberTable,
  homes: LearnedHomes,
  reference: Reference,
): void {
  const feed = events.feed[row]!;
  const key = events.msisdn[row]!;
  const foreign = (events.flags[row]! & FLAG_FOREIGN) !== 0;
  const subscriber = foreign ? -1 : subscribers.indexOf(key);
  if (feed === LIFECYCLE) applyLifecycle(events, row, subscriber, subscribers);
  out.subscriber[row] = subscriber;
  out.place[row] = feed === LIFECYCLE ? -1 : placeOf(reference, events.cell[row]!, events.area[row]!);
  out.ours[row] = !foreign && subscribers.isOurs(subscriber) ? 1 : 0;
  const home = foreign ? -1 : subscribers.homeOf(subscriber);
  const learns = home < 0 && out.ours[row] === 1 && feed !== LIFECYCLE;
  out.learns[row] = learns ? 1 : 0;
  out.home[row] = learns ? homes.observe(events, row, out.place[row], reference) : home;
  out.activatedAt[row] = foreign ? Number.NaN : subscribers.activatedAt(subscriber);
  const peer = feed === USAGE ? events.peer[row]! : 0;
  if (peer === 0) {
    out.peerOperator[row] = -1;
    out.rival[row] = 0;
    out.visitor[row] = 0;
    return;
  }
  const known = subscribers.peers.indexOf(peer);
  const given = events.peerOperator[row]!;
  const operator = given === ABSENT ? subscribers.operatorOf(peer, known) : given;
  const named = operator >= 0 && reference.operatorKnown[operator] === true;
  out.peerOperator[row] = named ? operator : -1;
  out.rival[row] = named && reference.operatorOwn[operator] === false ? 1 : 0;
  out.visitor[row] = subscribers.peers.mayVisit(known) ? 1 : 0;
}

function applyLifecycle(
  events: EventColumns,
  row: number,
  subscriber: number,
  subscribers: SubscriberTable,
): void {
  const kind = events.kind[row]!;
  const key = events.msisdn[row]!;
  if (kind === PORTED_IN) subscribers.portIn(key);
  else if (kind === PORTED_OUT) subscribers.portOut(key);
  if (subscriber < 0) return;
  if (kind === ACTIVATED) subscribers.join(subscriber, events.time[row]!);
  else if (kind === PORTED_IN) subscribers.join(subscriber, Number.NaN);
}
