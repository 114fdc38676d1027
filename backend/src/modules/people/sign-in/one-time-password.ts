import { newCode } from '../../access/index.ts';

/** 100 random bits that can be read out: good for choosing a password of one's own. */
export function newOneTimePassword(): string {
  return newCode(5, 4);
}
