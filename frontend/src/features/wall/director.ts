/** What a wall shows when. All times are the server's, epoch milliseconds, so that screens of one picture switch together. */

export interface PlayItem {
  readonly sceneId: string;
  /** Of one page. */
  readonly ms: number;
  readonly pages: number;
}

/** An alarm's hold on the wall. */
export interface AlarmSpan {
  readonly key: string;
  readonly sceneId: string;
  readonly from: number;
  readonly to: number;
}

export interface Stage {
  /** In the order of their turns; never none. */
  readonly items: readonly PlayItem[];
  /** Screens of one picture go by the clock alone; a single one gives back exactly where an alarm came in. */
  readonly inStep: boolean;
}

export interface Hand {
  /** The item that began at a time; all others follow from it. */
  readonly anchor: { readonly index: number; readonly at: number };
  /** Stays where it is since then; null: goes on. */
  readonly heldSince: number | null;
  /** A scene that stays, in the rotation or not; null: the rotation goes on. */
  readonly fixed: string | null;
}

export interface Turn {
  readonly index: number;
  readonly page: number;
  /** Of the item's time, 0 to 1. */
  readonly progress: number;
  /** When the next page or item begins; null: not by itself. */
  readonly nextAt: number | null;
}

const duration = ({ ms, pages }: PlayItem): number => ms * Math.max(1, pages);

/** Where the rotation is. */
export function turnAt({ items }: Stage, { anchor, heldSince }: Hand, now: number): Turn {
  const at = heldSince ?? now;
  const total = items.reduce((sum, item) => sum + duration(item), 0);
  const first = anchor.index % Math.max(1, items.length);
  const before = items.slice(0, first).reduce((sum, item) => sum + duration(item), 0);
  let elapsed = modulo(before + at - anchor.at, total);
  for (const [index, item] of items.entries()) {
    const length = duration(item);
    if (elapsed < length) {
      const page = Math.floor(elapsed / item.ms);
      const nextAt = heldSince === null ? now + (page + 1) * item.ms - elapsed : null;
      return { index, page, progress: elapsed / length, nextAt };
    }
    elapsed -= length;
  }
  return { index: 0, page: 0, progress: 0, nextAt: null };
}

/** The hand after somebody went `step` items on: the item begins now, and a wall that is held stays held. */
export function turned(stage: Stage, hand: Hand, step: number, now: number): Hand {
  const { index } = turnAt(stage, hand, now);
  return begun(hand, modulo(index + step, stage.items.length), now);
}

/** The hand after somebody turned a page of the item that is on. */
export function pageTurned(stage: Stage, hand: Hand, step: number, now: number): Hand {
  const { index, page } = turnAt(stage, hand, now);
  const item = stage.items[index];
  if (item === undefined) return hand;
  const next = modulo(page + step, item.pages);
  return begun(hand, index, now, next * item.ms);
}

/** The hand after somebody chose a scene; one that is not in the rotation stays. */
export function wentTo({ items }: Stage, hand: Hand, sceneId: string, now: number): Hand {
  if (hand.fixed !== null) return { ...hand, fixed: sceneId };
  const index = items.findIndex((item) => item.sceneId === sceneId);
  return index === -1 ? { ...hand, fixed: sceneId } : begun(hand, index, now);
}

function begun(hand: Hand, index: number, now: number, into = 0): Hand {
  return {
    ...hand,
    anchor: { index, at: now - into },
    heldSince: hand.heldSince === null ? null : now,
  };
}

/** Stays where it is, or goes on from there. */
export function heldOrLetGo({ items }: Stage, hand: Hand, now: number): Hand {
  if (hand.fixed !== null) {
    const index = Math.max(
      0,
      items.findIndex(({ sceneId }) => sceneId === hand.fixed),
    );
    return { anchor: { index, at: now }, heldSince: null, fixed: null };
  }
  if (hand.heldSince === null) return { ...hand, heldSince: now };
  return later({ ...hand, heldSince: null }, now - hand.heldSince);
}

/** The hand after an interruption that took this long. */
export function later(hand: Hand, ms: number): Hand {
  return { ...hand, anchor: { ...hand.anchor, at: hand.anchor.at + ms } };
}

function modulo(value: number, by: number): number {
  return by <= 0 ? 0 : ((value % by) + by) % by;
}
