import { readonly, shallowRef } from 'vue';
import { applyPalette, type Theme } from '../charts/palette.ts';

const current = shallowRef<Theme>('night');

/** The theme in force, night until something else is set. */
export const theme = readonly(current);

/** Changes the colours of the whole document: tokens and canvases. */
export function setTheme(next: Theme): void {
  current.value = next;
  document.documentElement.dataset['theme'] = next;
  applyPalette(next);
}
