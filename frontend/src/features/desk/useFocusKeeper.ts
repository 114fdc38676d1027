import { useEventListener, useMutationObserver } from '@vueuse/core';
import { watch, type ShallowRef } from 'vue';
import { useRoute } from 'vue-router';

/**
 * Keeps those who work with the keyboard, or hear the page, in their place: another page begins at its heading, and so does
 * whoever was at a control that is gone (a dialog's button whose row has left the list, say).
 */
export function useFocusKeeper(heading: Readonly<ShallowRef<HTMLElement | null>>): void {
  const route = useRoute();
  let last: Element | null = null;

  function toHeading(): void {
    heading.value?.focus({ preventScroll: true });
  }

  useEventListener(document, 'focusin', ({ target }) => (last = target instanceof Element ? target : null));
  useMutationObserver(
    () => document.body,
    () => {
      if (last === null || document.activeElement !== document.body || isThere(last)) return;
      last = null;
      toHeading();
    },
    { childList: true, subtree: true, attributes: true, attributeFilter: ['style', 'disabled', 'hidden'] },
  );
  watch(() => route.path, toHeading, { flush: 'post' });
}

function isThere(element: Element): boolean {
  return element.isConnected && element.checkVisibility() && !element.matches(':disabled');
}
