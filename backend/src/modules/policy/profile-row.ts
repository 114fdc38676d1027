import type { SubjectProfile } from '../schemes/schemes.types.ts';
import type { ProfileRow } from './contact-profiles.repository.ts';

/** A line of subscribers.csv; what is empty or missing is not known. */
export type SubscriberLine = { readonly msisdn: string } & Readonly<
  Partial<
    Record<
      | 'homeAreaId'
      | 'activatedAt'
      | 'brand'
      | 'tariffId'
      | 'groupCustomer'
      | 'virtualNetwork'
      | 'status'
      | 'doNotDisturb',
      string
    >
  >
>;

const STATUSES = ['active', 'suspended', 'closed'] as const;

export function profileRow(pseudonym: string, line: SubscriberLine): ProfileRow {
  const activatedAt = given(line.activatedAt);
  const profile: SubjectProfile = {
    homeAreaId: given(line.homeAreaId),
    activatedAt: activatedAt === undefined ? undefined : timeOf(activatedAt),
    brand: given(line.brand),
    tariffId: given(line.tariffId),
    groupCustomer: truth(line.groupCustomer),
    virtualNetwork: truth(line.virtualNetwork),
    status: STATUSES.find((status) => status === line.status),
  };
  return { pseudonym, profile, doNotDisturb: line.doNotDisturb === 'true' };
}

function given(text: string | undefined): string | undefined {
  return text === undefined || text === '' ? undefined : text;
}

function truth(text: string | undefined): boolean | undefined {
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

function timeOf(text: string): number | undefined {
  const time = Date.parse(text);
  return Number.isFinite(time) ? time : undefined;
}
