/** A kind of position, by the key that users and chains name it with. Others may be used, too. */
export interface KnownPosition {
  readonly position: string;
  readonly label: { readonly zh: string; readonly en: string };
}

const known = (position: string, zh: string, en: string): KnownPosition => ({ position, label: { zh, en } });

/** Positions of the usual chains, lowest first. */
export const KNOWN_POSITIONS: readonly KnownPosition[] = [
  known('area-head', '片区经理', 'Area head'),
  known('area-supervisor', '片区督导', 'Area supervisor'),
  known('county-business-office', '县业务室', 'County business office'),
  known('county-deputy-manager', '县公司分管副总', 'County deputy manager'),
  known('city-channel-supervisor', '市公司渠道督导', 'City channel supervisor'),
];
