import { createHash } from 'node:crypto';

/** Of all schemes together. */
export const EVERYTHING = '*';

/**
 * Whether a subscriber belongs to a control group of this share: always the same answer for the same group. The salt is
 * the group's own, so that groups of different schemes are independent of each other.
 */
export function isHeldOut(group: string, subscriber: string, share: number): boolean {
  return share > 0 && drawOf(group, subscriber) < share;
}

/** A number from 0 up to 1, evenly spread over subscribers. */
export function drawOf(group: string, subscriber: string): number {
  const hash = createHash('sha256').update(`tidewall/control/${group}/${subscriber}`).digest();
  return hash.readUIntBE(0, 6) / 2 ** 48;
}
