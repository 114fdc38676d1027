import { ElConfigProvider } from 'element-plus';
import type { Language } from 'element-plus/es/locale/index.mjs';

/** Declared so that it takes no language; here as its documentation says. Apart from the rest: every page needs it. */
export const DeskConfigProvider = ElConfigProvider as unknown as new () => {
  $props: { readonly locale: Language; readonly emptyValues: readonly unknown[] };
  $slots: { default?: () => unknown };
};
