/** The choice not to change something. */
export const KEEP = 'keep';

/** What is to be put down for some persons; an empty language or zone is forgotten. */
export interface PreferenceDraft {
  consent: typeof KEEP | 'given' | 'withdrawn';
  language: string;
  timeZone: string;
}

interface PreferenceChanges {
  readonly consent?: boolean;
  readonly language?: string | null;
  readonly timeZone?: string | null;
}

/** As the server takes it: what is kept is left out. */
export function changesOf({ consent, language, timeZone }: PreferenceDraft): PreferenceChanges {
  return {
    ...(consent === KEEP ? {} : { consent: consent === 'given' }),
    ...(language === KEEP ? {} : { language: language === '' ? null : language }),
    ...(timeZone === KEEP ? {} : { timeZone: timeZone === '' ? null : timeZone }),
  };
}

/** Whether nothing at all would change. */
export function saysNothing(draft: PreferenceDraft): boolean {
  return Object.keys(changesOf(draft)).length === 0;
}

const CHINA = ['Asia/Shanghai', 'Asia/Urumqi'];

/** Names of all zones that this browser knows, those of China first. */
export function timeZones(): readonly string[] {
  return [...new Set([...CHINA, ...Intl.supportedValuesOf('timeZone')])];
}
