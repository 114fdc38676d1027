import type { Case, FindBehind } from './behind.types.ts';
import { DAY_MS, MAX_EVENTS } from './behind.types.ts';

type ShareRule = 'share-drop/below-threshold' | 'share-drop/sudden';

/** The new customers of the day in the area: ours, and numbers of rivals that appeared. */
export const behindShare: FindBehind<ShareRule> = async ({ events, model, local }, found) => {
  const { detection, eventMs, seenDays } = found;
  const day = found.text('day') ?? local.day(eventMs);
  const fromMs = local.startOfDay(day);
  const closed = detection.evidence['final'] === true;
  const span = { fromMs, toMs: closed ? found.time('closedAt') : eventMs + 1 };
  const areaIds = model.areas.subtree(detection.areaId ?? '');
  const [own, rivals] = await Promise.all([
    events.events(
      { ...span, feeds: ['lifecycle'], kinds: ['activated', 'ported-in'], areaIds },
      0,
      MAX_EVENTS / 2,
    ),
    events.newRivals({
      ...span,
      areaIds,
      rivalIds: rivalsOf(found, model.operators),
      seenFromMs: fromMs - seenDays * DAY_MS,
      last: MAX_EVENTS / 2,
    }),
  ]);
  return {
    from: fromMs,
    parts: [
      { part: 'own-new', ...own },
      { part: 'rival-new', ...rivals },
    ],
    counts: [],
  };
};

function rivalsOf(
  found: Case<ShareRule>,
  operators: ReadonlyMap<string, { readonly own: boolean }>,
): readonly string[] {
  const party = found.text('operatorId');
  if (party !== null) return [party];
  return [...operators].filter(([, { own }]) => !own).map(([operatorId]) => operatorId);
}
