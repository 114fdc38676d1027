import type { BackfillNow, ClockNow } from '@tidewall/streams/events';
import { defineStore } from 'pinia';
import { computed, onScopeDispose, ref, shallowReactive, shallowRef } from 'vue';
import { LiveClient } from './live-client.ts';
import { systemTimeAt, type ClockReading } from './system-time.ts';
import type { TopicState } from './topic-state.ts';

/** The last whole second of the screen, in the terms every tile needs. */
interface Tick {
  /** Server time, epoch milliseconds; the screen's own until the first clock exchange. */
  readonly serverNow: number;
  readonly silentMs: number;
}

/** Silence after which the server counts as out of contact. */
const CONTACT_MS = 5_000;
const DEFAULT_ZONE = 'Asia/Shanghai';

/** All live data of the screen: one socket, one state a topic, one tick a second for ages. */
export const useLiveStore = defineStore('live', () => {
  const connected = ref(false);
  /** Paints by topic: who has read a topic is drawn again with each of them. */
  const painted = shallowReactive(new Map<string, number>());
  const reading = shallowRef<ClockReading | null>(null);

  const client = new LiveClient({
    connection: (now) => (connected.value = now),
    painted: (changed) => {
      if (changed.get('overview')?.has('clock') === true) readClock();
      for (const name of changed.keys()) painted.set(name, (painted.get(name) ?? 0) + 1);
    },
  });
  // Every page needs the clock; the rest is followed by the pages that show it.
  client.subscribe('overview');
  const followers = new Map<string, number>();

  /** Keeps a topic for as long as the calling scope lives. */
  function follow(name: string): void {
    followers.set(name, (followers.get(name) ?? 0) + 1);
    client.subscribe(name);
    onScopeDispose(() => {
      const left = (followers.get(name) ?? 1) - 1;
      followers.set(name, left);
      if (left === 0) client.unsubscribe(name);
    });
  }

  function readClock(): void {
    const state = client.state('overview');
    const clock = state?.entries.get('clock') as ClockNow | undefined;
    if (state !== null && clock !== undefined) reading.value = { clock, at: state.at };
  }

  /** State of a topic, tracked: null until its first snapshot. */
  function topic(name: string): TopicState | null {
    void painted.get(name);
    return client.state(name);
  }

  const readTick = (): Tick => ({
    serverNow: client.clock.now(performance.now()) ?? Date.now(),
    silentMs: client.silentMs(),
  });
  const tick = shallowRef<Tick>(readTick());
  const timer = setInterval(() => (tick.value = readTick()), 1_000);
  onScopeDispose(() => {
    clearInterval(timer);
    client.close();
  });

  const clock = computed(() => reading.value?.clock ?? null);
  const timeZone = computed(() => clock.value?.timeZone ?? DEFAULT_ZONE);
  const speed = computed(() => clock.value?.speed ?? 1);
  /** Newest event time that is complete; null before the first event. */
  const watermark = computed(() => topic('overview')?.eventTime ?? null);
  const backfill = computed(
    () => (topic('pipeline')?.entries.get('backfill') as BackfillNow | undefined) ?? null,
  );
  const systemNow = computed(() => {
    if (reading.value === null) return null;
    // The clock of a simulation that fills in its history stands still.
    if (backfill.value !== null) return reading.value.clock.systemTime;
    const { serverNow, silentMs } = tick.value;
    return systemTimeAt(reading.value, serverNow, silentMs < CONTACT_MS);
  });

  return { connected, tick, clock, timeZone, speed, systemNow, watermark, backfill, topic, follow };
});
