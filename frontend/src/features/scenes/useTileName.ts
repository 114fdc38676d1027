import { useI18n } from 'vue-i18n';
import { tileNamePath } from './tile-names.ts';

/** What people call a kind of tile. */
export function useTileName(): { readonly nameOf: (kind: string) => string } {
  const { t } = useI18n();
  return {
    nameOf: (kind) => {
      const path = tileNamePath(kind);
      return path === null ? kind : t(path);
    },
  };
}
