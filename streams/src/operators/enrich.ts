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
  let known = new Int32Array(0);
  return map((events) => {
    out.reset(events);
    if (known.length < events.length) known = new Int32Array(events.capacity);
    subscribers.indexesOf(events.msisdn, events.length, events.flags, FLAG_FOREIGN, out.subscriber);
    findPeers(events, subscribers, known);
    const current = reference();
    for (let row = 0; row < events.length; row++) {
      if (events.feed[row] === LIFECYCLE) applyLifecycle(events, row, out.subscriber[row]!, subscribers);
      enrichSubscriber(events, row, out, subscribers, homes, current);
      enrichPeer(events, row, out, subscribers, known[row]!, current);
    }
    return out;
  });
}

/** Indexes of the other parties, −1 where there is none. */
function findPeers(events: EventColumns, { peers }: SubscriberTable, known: Int32Array): void {
  const { feed, peer, length } = events;
  for (let row = 0; row < length; row++)
    known[row] = feed[row] === USAGE && peer[row] !== 0 ? peers.indexOf(peer[row]!) : -1;
}

function enrichSubscriber(
  events: EventColumns,
  row: number,
  out: OrderedBatchBuffer,
  subscribers: SubscriberTable,
  homes: LearnedHomes,
  reference: Reference,
): void {
  const lifecycle = events.feed[row] === LIFECYCLE;
  const subscriber = out.subscriber[row]!;
  const place = lifecycle ? -1 : placeOf(reference, events.cell[row]!, events.area[row]!);
  out.place[row] = place;
  if (subscriber < 0) {
    out.ours[row] = 0;
    out.learns[row] = 0;
    out.home[row] = -1;
    out.activatedAt[row] = Number.NaN;
    return;
  }
  const ours = subscribers.isOurs(subscriber);
  const home = subscribers.homeOf(subscriber);
  const learns = home < 0 && ours && !lifecycle;
  out.ours[row] = ours ? 1 : 0;
  out.learns[row] = learns ? 1 : 0;
  out.home[row] = learns ? homes.observe(events, row, place, reference) : home;
  out.activatedAt[row] = subscribers.activatedAt(subscriber);
}

function enrichPeer(
  events: EventColumns,
  row: number,
  out: OrderedBatchBuffer,
  subscribers: SubscriberTable,
  known: number,
  reference: Reference,
): void {
  if (known < 0) {
    out.peerOperator[row] = -1;
    out.rival[row] = 0;
    out.visitor[row] = 0;
    return;
  }
  const given = events.peerOperator[row]!;
  const operator = given === ABSENT ? subscribers.operatorOf(events.peer[row]!, known) : given;
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
