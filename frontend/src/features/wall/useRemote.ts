import { useEventListener, useTimeoutFn } from '@vueuse/core';
import { shallowRef, type ComputedRef, type ShallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRoute, useRouter } from 'vue-router';
import type { SceneDto } from '../../api/scenes-dto.ts';
import { actionOf, type RemoteAction } from './remote.ts';
import type { Director } from './useDirector.ts';
import type { Panel } from './usePlay.ts';
import type { Sound } from './useSound.ts';

/** The panel closes by itself: nobody comes back to a wall to tidy up. */
const OPEN_MS = 20_000;

export interface RemoteOptions {
  readonly director: Director;
  readonly scenes: ComputedRef<readonly SceneDto[]>;
  readonly panels: ComputedRef<readonly Panel[]>;
  readonly sound: Sound;
  readonly toggleTheme: () => void;
}

/**
 * Keys and remote: left and right go from scene to scene, up and down turn pages, OK opens the panel in which each arrow
 * is a command, Back takes back. So everything is at most three presses away.
 */
export function useRemote(options: RemoteOptions): { readonly isOpen: Readonly<ShallowRef<boolean>> } {
  const { director, scenes, panels, sound, toggleTheme } = options;
  const route = useRoute();
  const router = useRouter();
  const { locale } = useI18n();
  const isOpen = shallowRef(false);
  const closing = useTimeoutFn(() => (isOpen.value = false), OPEN_MS, { immediate: false });

  function open(now: boolean): void {
    isOpen.value = now;
    if (now) closing.start();
    else closing.stop();
  }
  function step(by: number): void {
    const at = scenes.value.findIndex(({ id }) => id === director.sceneId.value);
    const next = scenes.value.at((at + by) % scenes.value.length);
    if (next !== undefined) director.goTo(next.id);
  }
  function turnPage(by: number): void {
    if ((panels.value[0]?.pages.length ?? 1) > 1) director.turnPage(by);
    else step(by);
  }
  const switchLanguage = (): void => {
    const lang = locale.value === 'en' ? 'zh-CN' : 'en';
    void router.replace({ query: { ...route.query, lang } });
  };
  const commands: Readonly<Record<'hold' | 'theme' | 'language' | 'sound' | 'help', () => void>> = {
    hold: director.hold,
    theme: toggleTheme,
    language: switchLanguage,
    sound: sound.hush,
    help: () => {
      open(!isOpen.value);
    },
  };
  /** With the panel open arrows are commands. */
  const inPanel: Partial<Record<string, () => void>> = {
    up: toggleTheme,
    down: switchLanguage,
    left: director.hold,
    right: sound.hush,
  };
  const outside: Partial<Record<string, () => void>> = {
    left: () => {
      step(-1);
    },
    right: () => {
      step(1);
    },
    up: () => {
      turnPage(-1);
    },
    down: () => {
      turnPage(1);
    },
    ok: commands.help,
    back: () => void director.giveBack(),
  };

  function act(action: RemoteAction): void {
    if (typeof action === 'object') {
      const scene = scenes.value[action.scene];
      if (scene !== undefined) director.goTo(scene.id);
      return;
    }
    if (action in commands) {
      commands[action as keyof typeof commands]();
      return;
    }
    const command = isOpen.value ? inPanel[action] : outside[action];
    if (isOpen.value) open(command !== undefined);
    command?.();
  }

  useEventListener('keydown', (event) => {
    const action = actionOf(event);
    if (action === null) return;
    // A link that has the focus is followed by Enter, as everywhere.
    if (action === 'ok' && event.target instanceof HTMLAnchorElement) return;
    event.preventDefault();
    act(action);
  });
  return { isOpen };
}
