import { useI18n } from 'vue-i18n';

/** Positions that have a name among the texts; others are called as they were entered. */
export const POSITIONS = [
  'area-head',
  'area-supervisor',
  'county-business-office',
  'county-deputy-manager',
  'city-channel-supervisor',
] as const;

export function usePosition(): { readonly positionName: (position: string) => string } {
  const { t } = useI18n();
  const known = (position: string): boolean => POSITIONS.some((name) => name === position);
  return {
    positionName: (position) => (known(position) ? t(`desk.position.${position}`) : position),
  };
}
