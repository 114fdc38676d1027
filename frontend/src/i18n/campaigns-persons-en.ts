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
};
