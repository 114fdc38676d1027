import type { ExplainedRule } from '../explain.types.ts';
import { behindActivity, behindOutage } from './activity.ts';
import type { Behind, Case, FindBehind, Sources } from './behind.types.ts';
import { behindCampusRival, behindOwnNewcomer, behindRivalNewcomer, behindStudent } from './campuses.ts';
import { behindInboundHomecoming, behindOwnHomecoming } from './homecomings.ts';
import { behindShare } from './shares.ts';

const FIND: { readonly [R in ExplainedRule]: FindBehind<R> } = {
  'homecoming/own': behindOwnHomecoming,
  'homecoming/inbound': behindInboundHomecoming,
  'campus-student': behindStudent,
  'campus-newcomer/own': behindOwnNewcomer,
  'campus-newcomer/rival': behindRivalNewcomer,
  'campus-rival': behindCampusRival,
  'campus-activity': behindActivity,
  'share-drop/below-threshold': behindShare,
  'share-drop/sudden': behindShare,
  'source-outage': behindOutage,
};

/** Finds what is stored behind a detection. */
export function findBehind<R extends ExplainedRule>(
  rule: R,
  sources: Sources,
  found: Case<R>,
): Promise<Behind> {
  return FIND[rule](sources, found);
}
