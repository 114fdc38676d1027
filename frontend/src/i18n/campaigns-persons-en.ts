import type { campaignsPersonsZh } from './campaigns-persons-zh.ts';

export const campaignsPersonsEn: typeof campaignsPersonsZh = {
  persons: {
    by: 'By',
    numbers: 'Numbers',
    pseudonyms: 'Pseudonyms',
    numbersHint: 'One number a line, or a text file; cleared here as soon as it is sent',
    pseudonymsHint: 'One pseudonym of 16 digits a line, as copied from an alert or detection',
    file: 'Choose a file …',
    given: '{n} given',
    most: 'at most {n} at a time',
    unreadable: '{n} are no numbers and were left out',
    fault: {
      'too-many': 'More than {n}: send them in several parts',
      'no-pseudonyms':
        'Some lines are no pseudonyms of 16 digits (0–9, a–f): correct them, or choose “Numbers”',
    },
  },
  preferences: {
    title: 'Consent, language, time zone',
    about:
      'What subscribers chose themselves: whether they agree to messages, in which language, and whose clock their quiet hours follow. Numbers go in and never come out.',
    consenting: 'Consent given',
    consent: 'Consent',
    consentIs: { keep: 'As it was', given: 'Given', withdrawn: 'Withdrawn' },
    language: 'Language of messages',
    timeZone: 'Time zone',
    keep: 'As it was',
    noLanguage: 'Forget (default language)',
    noTimeZone: 'Forget (zone of the system)',
    put: 'Put down',
    done: 'Put down: {n} entries changed',
  },
  /** Why a provider did not take a message, by its code. */
  deadCode: {
    ESME_RINVSRCADR: 'sender not allowed',
    ESME_RINVDSTADR: 'invalid number',
    ESME_RINVMSGLEN: 'text too long',
    ESME_RSUBMITFAIL: 'provider failed to take it',
    ESME_RSYSERR: 'fault of the provider',
    ESME_RTHROTTLED: 'too many at once',
    ESME_RMSGQFUL: 'queue of the provider is full',
    ESME_RX_P_APPN: 'refused for good',
    ESME_RX_R_APPN: 'rejected by the provider',
    'connection-lost': 'connection lost',
    'response-timeout': 'no answer',
    'not-bound': 'channel not connected',
    'breaker-open': 'breaker open',
    'window-full': 'channel too busy',
    'http-401': 'signature not accepted',
    'http-422': 'content not accepted',
    'http-500': 'fault of the gateway',
  },
};
