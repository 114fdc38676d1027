import type { BackfillNow, ClockNow } from '@tidewall/streams/events';
import { defineStore } from 'pinia';
import { computed, onScopeDispose, ref, shallowReactive, shallowRef } from 'vue';
import { browserScreen } from './browser-screen.ts';
import { LiveClient, SocketLink, type Changes, type TopicState } from './protocol/index.ts';
import { systemTimeAt } from './system-time.ts';
import { useWatchdog } from './useWatchdog.ts';

/** The last whole second of the screen, in the terms every tile needs. */
interface Tick {
  /** Server time, epoch milliseconds; the screen's own until the first clock exchange. */
  readonly serverNow: number;
  readonly silentMs: number;
}

/** Silence after which the server counts as out of contact. */
const CONTACT_MS = 5_000;
/** Topics of a scene that has gone are kept for its next turn: it begins with what it showed last. */
const LINGER_MS = 60_000;
const DEFAULT_ZONE = 'Asia/Shanghai';

/** All live data of the screen: one socket, one state a topic, one tick a second for ages. */
export const useLiveStore = defineStore('live', () => {
  const connected = ref(false);
  /** Paints by topic, and by `topic kind` with the first part of a key: who has read one is drawn again with each. */
  const painted = shallowReactive(new Map<string, number>());
  const clock = shallowRef<ClockNow | null>(null);
  /** Newest event time that is complete; null before the first event. */
  const watermark = shallowRef<number | null>(null);
  const reloadWanted = useWatchdog();

  const bump = (name: string): void => void painted.set(name, (painted.get(name) ?? 0) + 1);
  const client = new LiveClient(new SocketLink(), browserScreen, {
    connection: (now) => (connected.value = now),
    painted: (changed) => {
      const ticks = client.state('clock');
      clock.value = (ticks?.entries.get('clock') as ClockNow | undefined) ?? clock.value;
      watermark.value = ticks?.eventTime ?? null;
      for (const name of touched(changed, (topicName) => !painted.has(topicName))) bump(name);
      // What was stale for lack of contact is so no longer: that does not wait for the next tick.
      if (tick.value.silentMs >= CONTACT_MS) tick.value = readTick();
    },
  });
  const followers = useFollowers(client, (gone) => {
    for (const name of [...painted.keys()])
      if (name === gone || name.startsWith(`${gone} `)) painted.delete(name);
  });
  // Every page needs the clock; the rest is followed by the pages that show it.
  client.subscribe('clock');

  /** State of a topic, tracked: null until its first snapshot. */
  function topic(name: string): TopicState | null {
    void painted.get(name);
    return client.state(name);
  }

  /** The same, for who reads only keys that begin with `kind/`: changes of others do not draw it again. */
  function topicOf(name: string, kind: string): TopicState | null {
    void painted.get(`${name} ${kind}`);
    return client.state(name);
  }

  const readTick = (): Tick => ({
    serverNow: client.clock.now(performance.now()) ?? Date.now(),
    silentMs: client.silentMs(),
  });
  const tick = shallowRef<Tick>(readTick());
  const timer = setInterval(() => (tick.value = readTick()), 1_000);
  const changedVisibility = (): void => {
    client.visibilityChanged();
    tick.value = readTick();
  };
  const isOnline = (): void => client.networkIsBack();
  document.addEventListener('visibilitychange', changedVisibility);
  addEventListener('online', isOnline);
  onScopeDispose(() => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', changedVisibility);
    removeEventListener('online', isOnline);
    client.close();
  });

  /** Milliseconds since a topic was heard, as of the tick; Infinity before its first snapshot. */
  function topicSilentMs(name: string): number {
    void tick.value;
    return client.topicSilentMs(name);
  }

  /** Why the server does not give a topic, as of the tick; null while it does. */
  function refusal(name: string): string | null {
    void tick.value;
    return client.refusal(name);
  }

  const timeZone = computed(() => clock.value?.timeZone ?? DEFAULT_ZONE);
  const speed = computed(() => clock.value?.speed ?? 1);
  const backfill = computed(
    () => (topicOf('pipeline', 'backfill')?.entries.get('backfill') as BackfillNow | undefined) ?? null,
  );
  const systemNow = computed(() => {
    if (clock.value === null) return null;
    // The clock of a simulation that fills in its history stands still.
    if (backfill.value !== null) return clock.value.systemTime;
    const { serverNow, silentMs } = tick.value;
    return systemTimeAt(clock.value, serverNow, silentMs < CONTACT_MS);
  });

  return {
    connected,
    tick,
    clock,
    timeZone,
    speed,
    systemNow,
    watermark,
    backfill,
    reloadWanted,
    topic,
    topicOf,
    topicSilentMs,
    refusal,
    follow: followers.follow,
  };
});

/** Names to bump: topics with changed keys and the kinds of these keys; a topic's first snapshot even when it is empty. */
function touched(changed: Changes, isNew: (topic: string) => boolean): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [topic, keys] of changed) {
    if (keys.size === 0 && !isNew(topic)) continue;
    names.add(topic);
    for (const key of keys) names.add(`${topic} ${kindOf(key)}`);
  }
  return names;
}

function kindOf(key: string): string {
  const end = key.indexOf('/');
  return end < 0 ? key : key.slice(0, end);
}

/** Keeps topics for as long as somebody follows them, and a little longer. */
function useFollowers(client: LiveClient, onGone: (topic: string) => void) {
  const counts = new Map<string, number>();
  const leaving = new Map<string, ReturnType<typeof setTimeout>>();

  function leave(name: string): void {
    const left = (counts.get(name) ?? 1) - 1;
    counts.set(name, left);
    if (left > 0) return;
    const timer = setTimeout(() => {
      leaving.delete(name);
      client.unsubscribe(name);
      onGone(name);
    }, LINGER_MS);
    leaving.set(name, timer);
  }

  /** Keeps a topic for as long as the calling scope lives. */
  function follow(name: string): void {
    counts.set(name, (counts.get(name) ?? 0) + 1);
    clearTimeout(leaving.get(name));
    leaving.delete(name);
    client.subscribe(name);
    onScopeDispose(() => leave(name));
  }
  return { follow };
}
