import { useBroadcastChannel, useIntervalFn } from '@vueuse/core';
import { computed, onScopeDispose, shallowRef, watch, type ComputedRef } from 'vue';
import type { WallPlanDto } from '../../api/scenes-dto.ts';
import { spanOfAlarm, type Alarm } from './alarms.ts';
import {
  heldOrLetGo,
  later,
  pageTurned,
  turnAt,
  turned,
  wentTo,
  type AlarmSpan,
  type Hand,
  type Stage,
} from './director.ts';
import { useServerNow } from './useServerNow.ts';

export interface DirectorOptions {
  readonly stage: () => Stage;
  /** Null while nothing is known of them: what is there at first is no news. */
  readonly alarms: () => readonly Alarm[] | null;
  readonly plan: () => WallPlanDto['alarms'] | null;
  /** The scene to begin with, and whether it stays. */
  readonly initial: { readonly sceneId: string; readonly fixed: boolean };
  /** Screens that show one picture and follow each other's remote; null: none. */
  readonly group: () => string | null;
}

export interface Director {
  readonly sceneId: ComputedRef<string>;
  readonly index: ComputedRef<number>;
  readonly page: ComputedRef<number>;
  /** 0 to 1; null while nothing moves by itself. */
  readonly progress: ComputedRef<number | null>;
  /** By the remote. */
  readonly held: ComputedRef<boolean>;
  /** Held, or where its address wants it to stay. */
  readonly still: ComputedRef<boolean>;
  /** The alarm that has brought its scene. */
  readonly alarm: ComputedRef<AlarmSpan | null>;
  turn(step: number): void;
  turnPage(step: number): void;
  goTo(sceneId: string): void;
  hold(): void;
  /** Gives back to where it was before the alarm; false when there is none. */
  giveBack(): boolean;
}

const SOON_MS = 1_000;

/** Decides what the wall shows: the rotation by the server's clock, the remote, alarms that come first and give back. */
export function useDirector(options: DirectorOptions): Director {
  const serverNow = useServerNow();
  const now = shallowRef(serverNow());
  const hand = shallowRef<Hand>(firstHand(options, now.value));
  const span = shallowRef<AlarmSpan | null>(null);
  /** When the alarm that is on came in. */
  const interruptedAt = shallowRef<number | null>(null);
  const shared = useShared(options.group, hand);

  const turn = computed(() => turnAt(options.stage(), hand.value, interruptedAt.value ?? now.value));
  const alarm = computed(() => {
    const { value } = span;
    return value !== null && value.from <= now.value && now.value < value.to ? value : null;
  });
  const sceneId = computed(
    () => alarm.value?.sceneId ?? hand.value.fixed ?? options.stage().items[turn.value.index]?.sceneId ?? '',
  );

  let timer = 0;
  function wake(): void {
    clearTimeout(timer);
    now.value = serverNow();
    interrupt();
    const moments = [turn.value.nextAt, span.value?.from, span.value?.to].filter(
      (at): at is number => at != null && at > now.value,
    );
    const wait = Math.min(SOON_MS, ...moments.map((at) => at - now.value));
    timer = window.setTimeout(wake, wait + 1);
  }
  /** A single screen gives back exactly where the alarm came in; screens of one picture go on by the clock. */
  function interrupt(): void {
    if (alarm.value !== null) interruptedAt.value ??= now.value;
    else if (interruptedAt.value !== null) {
      const { heldSince } = hand.value;
      const passed = now.value - interruptedAt.value;
      interruptedAt.value = null;
      if (!options.stage().inStep && heldSince === null) hand.value = later(hand.value, passed);
    }
  }

  const seen = new Set<string>();
  let knowing = false;
  watch(
    () => options.alarms(),
    (alarms) => {
      const plan = options.plan();
      if (alarms === null || plan === null) return;
      const news = alarms.filter(({ key }) => !seen.has(key));
      for (const { key } of news) seen.add(key);
      if (knowing) {
        for (const item of news) span.value = spanOfAlarm(item, span.value, serverNow(), plan) ?? span.value;
        if (news.length > 0) wake();
      }
      knowing = true;
    },
    { immediate: true },
  );

  function change(next: (stage: Stage, before: Hand, at: number) => Hand): void {
    giveBack();
    hand.value = next(options.stage(), hand.value, serverNow());
    shared.tell();
    wake();
  }
  function giveBack(): boolean {
    if (alarm.value === null || span.value === null) return false;
    span.value = { ...span.value, to: serverNow() };
    wake();
    return true;
  }

  watch(hand, wake);
  useIntervalFn(wake, SOON_MS);
  onScopeDispose(() => {
    clearTimeout(timer);
  });
  wake();

  return {
    sceneId,
    index: computed(() => turn.value.index),
    page: computed(() => (alarm.value === null ? turn.value.page : 0)),
    progress: computed(() => {
      const still = hand.value.fixed !== null || hand.value.heldSince !== null || alarm.value !== null;
      return still ? null : turn.value.progress;
    }),
    held: computed(() => hand.value.heldSince !== null),
    still: computed(() => hand.value.heldSince !== null || hand.value.fixed !== null),
    alarm,
    turn: (step) => {
      change((stage, before, at) => turned(stage, before, step, at));
    },
    turnPage: (step) => {
      change((stage, before, at) => pageTurned(stage, before, step, at));
    },
    goTo: (id) => {
      change((stage, before, at) => wentTo(stage, before, id, at));
    },
    hold: () => {
      change((stage, before, at) => heldOrLetGo(stage, before, at));
    },
    giveBack,
  };
}

/** A single screen begins with the scene that was asked for; those of one picture are where the clock says. */
function firstHand({ stage, initial }: DirectorOptions, now: number): Hand {
  const { items, inStep } = stage();
  const index = items.findIndex(({ sceneId }) => sceneId === initial.sceneId);
  const fixed = initial.fixed || (index === -1 && !inStep) ? initial.sceneId : null;
  const anchor = inStep ? { index: 0, at: 0 } : { index: Math.max(0, index), at: now };
  return { anchor, heldSince: null, fixed };
}

/** Screens of one picture that one machine drives follow each other's remote. */
function useShared(group: () => string | null, hand: { value: Hand }): { tell: () => void } {
  const name = group();
  if (name === null) return { tell: () => undefined };
  const { data, post } = useBroadcastChannel<Hand, Hand>({ name: `tidewall-wall-${name}` });
  watch(data, (theirs) => {
    if (theirs !== undefined) hand.value = theirs;
  });
  return {
    tell: () => {
      post(hand.value);
    },
  };
}
