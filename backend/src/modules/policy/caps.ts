import type { Cap, Contact } from './policy.types.ts';

/** What a claim would be a contact of. */
export type Claim = Pick<Contact, 'schemeId' | 'category' | 'channel'>;

/**
 * The first cap that a claim would break, or null. Windows are rolling: what counts are the contacts of the `windowMs`
 * before `now`, so that no boundary lets a double burst through.
 */
export function brokenCap(
  claim: Claim,
  contacts: readonly Contact[],
  caps: readonly Cap[],
  now: number,
): Cap | null {
  return (
    caps.find((cap) => {
      if (!appliesTo(cap, claim)) return false;
      const counted = contacts.filter(
        (contact) =>
          sameAs(cap, claim, contact) && (contact.state === 'reserved' || contact.at > now - cap.windowMs),
      );
      return counted.length >= cap.limit;
    }) ?? null
  );
}

/** As the detail of a decision: `all 1 in 24h`. */
export function capText({ scope, limit, windowMs }: Cap): string {
  return `${scope} ${limit} in ${windowMs / 3_600_000}h`;
}

function appliesTo({ scope, key }: Cap, claim: Claim): boolean {
  return key === null || scope === 'all' || valueOf(scope, claim) === key;
}

function sameAs({ scope }: Cap, claim: Claim, contact: Contact): boolean {
  return scope === 'all' || valueOf(scope, claim) === valueOf(scope, contact);
}

function valueOf(scope: Exclude<Cap['scope'], 'all'>, of: Claim): string {
  switch (scope) {
    case 'channel':
      return of.channel;
    case 'category':
      return of.category;
    case 'scheme':
      return of.schemeId;
  }
}
