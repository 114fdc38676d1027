import { useEventListener, useIntervalFn } from '@vueuse/core';
import { computed, onScopeDispose, shallowRef, watch, type ComputedRef } from 'vue';
import type { SeverityDto } from '../../api/scenes-dto.ts';
import { loudest, tonesOf } from './sound.ts';

/** Quiet enough for a room that is never left. */
const GAIN = 0.12;
const FADE_S = 0.02;
const EVERY_MS = 20_000;

/** `off`: nothing is to sound; `blocked`: the browser waits for a key; `quiet`: quiet hours; `hushed`: until the next one. */
export type SoundState = 'off' | 'blocked' | 'quiet' | 'hushed' | 'on';

export interface SoundOptions {
  readonly calling: () => ReadonlyMap<string, SeverityDto>;
  readonly wanted: () => boolean;
  readonly quiet: () => boolean;
}

export interface Sound {
  readonly state: ComputedRef<SoundState>;
  /** Nothing more of what calls now. */
  hush(): void;
}

/** Sounds for alerts that nobody has acknowledged: at once, then every 20 s. Browsers want a key to be pressed first. */
export function useSound({ calling, wanted, quiet }: SoundOptions): Sound {
  const context = new AudioContext();
  const running = shallowRef(context.state === 'running');
  const hushed = shallowRef<ReadonlySet<string>>(new Set());
  context.onstatechange = () => (running.value = context.state === 'running');
  const unlock = (): void => {
    if (wanted() && context.state === 'suspended') void context.resume();
  };
  useEventListener('keydown', unlock);
  useEventListener('pointerdown', unlock);
  onScopeDispose(() => void context.close());

  const level = computed(() => loudest(calling(), hushed.value));
  const state = computed<SoundState>(() => {
    if (!wanted()) return 'off';
    if (!running.value) return 'blocked';
    if (quiet()) return 'quiet';
    return calling().size > 0 && level.value === null ? 'hushed' : 'on';
  });

  function play(): void {
    if (state.value !== 'on' || level.value === null) return;
    for (const { at, for: length, hertz } of tonesOf(level.value)) {
      const start = context.currentTime + at;
      const tone = new OscillatorNode(context, { frequency: hertz });
      const gain = new GainNode(context, { gain: 0 });
      gain.gain.setTargetAtTime(GAIN, start, FADE_S);
      gain.gain.setTargetAtTime(0, start + length, FADE_S);
      tone.connect(gain).connect(context.destination);
      tone.start(start);
      tone.stop(start + length + 10 * FADE_S);
    }
  }
  watch([() => [...calling().keys()].join(), running], play);
  useIntervalFn(play, EVERY_MS);

  return {
    state,
    hush: () => (hushed.value = new Set(calling().keys())),
  };
}
