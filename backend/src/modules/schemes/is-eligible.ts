import { passes } from './compare.ts';
import type { Eligibility, RunningScheme, Subject, SubjectProfile } from './schemes.types.ts';

const DAY_MS = 86_400_000;
const ELIGIBLE: Eligibility = { eligible: true };

/**
 * Whether a scheme is meant for a subject, at the event time of its trigger. A condition on what is not known fails:
 * nobody is contacted for lack of knowledge.
 */
export function isEligible(
  { audience }: Pick<RunningScheme, 'audience'>,
  subject: Subject,
  detection: { readonly eventTime: string },
): Eligibility {
  if (!audience.kinds.includes(subject.kind)) return { eligible: false, why: 'subject-kind' };
  if (audience.listId !== null && !subject.listIds.includes(audience.listId))
    return { eligible: false, why: 'not-on-list' };
  const [first] = audience.conditions;
  if (first === undefined) return ELIGIBLE;
  const { profile } = subject;
  if (profile === null) return { eligible: false, why: 'profile-unknown', attribute: first.attribute };
  const known = { ...profile, tenureDays: tenureDays(profile, Date.parse(detection.eventTime)) };
  for (const { attribute, operator, value } of audience.conditions) {
    if (known[attribute] === undefined) return { eligible: false, why: 'profile-unknown', attribute };
    if (!passes(known[attribute], operator, value)) return { eligible: false, why: 'condition', attribute };
  }
  return ELIGIBLE;
}

function tenureDays({ activatedAt }: SubjectProfile, at: number): number | undefined {
  return activatedAt === undefined ? undefined : Math.floor((at - activatedAt) / DAY_MS);
}
