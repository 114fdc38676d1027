import type { RestError } from '../../api/rest.ts';

/** Codes that have a sentence of their own among the texts. */
const TOLD = [
  'busy',
  'conflict',
  'forbidden',
  'illegal-transition',
  'invalid-parameter',
  'no-answer',
  'not-found',
  'not-ready',
  'not-signed-in',
  'outside-scope',
  'own-work',
  'password-change-needed',
  'scene-in-use',
  'too-many-attempts',
  'unknown-pairing',
  'unprocessable',
  'wrong-credentials',
] as const;

type ToldCode = (typeof TOLD)[number];

/** The text that says what went wrong. */
export function errorKey(error: RestError): `desk.error.${ToldCode | 'other'}` {
  const told = TOLD.find((code) => code === error.code);
  if (told !== undefined) return `desk.error.${told}`;
  if (error.status === 404) return 'desk.error.not-found';
  if (error.status === 429) return 'desk.error.busy';
  return 'desk.error.other';
}
