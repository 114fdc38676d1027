import { at } from '../at.ts';
import { DAY_MS, HOUR_MS, dayText } from '../calendar.ts';
import { OPERATORS } from '../people/numbers.ts';
import type { Geography } from '../province.ts';
import type { Finding, TruthScope } from './truth.ts';

const { ceil, floor, round, sqrt } = Math;

const MIN_NEW = 30;
const THRESHOLD = 0.7;
const Z = 1.959963984540054;

/** One new number: 0 for ours, else the rival's index. */
interface NewNumber {
  readonly time: number;
  readonly operator: number;
}

/** Every area, day and party whose share falls under the threshold, by the rule, from the day's list of new numbers. */
export function shareDrops(scope: TruthScope): Finding[] {
  const findings: Finding[] = [];
  const chains = ancestors(scope.world.geography);
  for (let day = floor(scope.firstHour / 24); day < ceil(scope.endHour / 24); day++) {
    for (const [area, numbers] of newNumbers(scope, day, chains)) {
      numbers.sort((a, b) => a.time - b.time);
      const { areaId } = at(scope.world.geography.areas, area);
      for (const rival of [0, 1, 2]) {
        const found = judge(scope, day, areaId, numbers, rival);
        if (found !== null) findings.push(found);
      }
    }
  }
  return findings;
}

/** Each area and the areas above it. */
function ancestors(geography: Geography): number[][] {
  const index = new Map(geography.areas.map((area, i) => [area.areaId, i]));
  return geography.areas.map((_, start) => {
    const chain: number[] = [];
    for (let i: number | undefined = start; i !== undefined; i = index.get(at(geography.areas, i).parentId))
      chain.push(i);
    return chain;
  });
}

function newNumbers(scope: TruthScope, day: number, chains: readonly number[][]): Map<number, NewNumber[]> {
  const { geography, offsetMs } = scope.world;
  const byArea = new Map<number, NewNumber[]>();
  const add = (area: number, entry: NewNumber): void => {
    for (const one of at(chains, area)) {
      const list = byArea.get(one);
      if (list === undefined) byArea.set(one, [entry]);
      else list.push(entry);
    }
  };
  const heard = (feed: 'lifecycle' | 'usage', time: number): boolean => {
    const hour = floor((time + offsetMs) / HOUR_MS);
    return hour >= scope.firstHour && hour < scope.endHour && !scope.silent(feed, hour);
  };
  for (const { time, channel } of scope.customers.on(day))
    if (heard('lifecycle', time)) add(at(geography.channels, channel).area, { time, operator: 0 });
  for (const { time, cell, operator } of scope.rivals.on(day))
    if (heard('usage', time)) add(at(geography.cells, cell).area, { time, operator });
  return byArea;
}

/** `rival` 0: three-party, against all rivals. */
function judge(
  scope: TruthScope,
  day: number,
  areaId: string,
  numbers: readonly NewNumber[],
  rival: number,
): Finding | null {
  let own = 0;
  let rivals = 0;
  for (let i = 0; i < numbers.length; i++) {
    const { time, operator } = at(numbers, i);
    if (operator === 0) own++;
    else if (rival === 0 || operator === rival) rivals++;
    else continue;
    // Judged after all events of an instant.
    if (numbers[i + 1]?.time === time) continue;
    if (own + rivals >= MIN_NEW && wilsonUpper(own, own + rivals) < THRESHOLD)
      return finding(day, areaId, { time, own, rivals, rival, final: false });
  }
  const close = (day + 1) * DAY_MS - scope.world.offsetMs;
  const closed = (day + 1) * 24 <= scope.endHour;
  if (!closed || own + rivals < MIN_NEW || own / (own + rivals) >= THRESHOLD) return null;
  return finding(day, areaId, { time: close, own, rivals, rival, final: true });
}

/** Upper end of the Wilson 95 % interval of `successes` among `n`. */
export function wilsonUpper(successes: number, n: number): number {
  const p = successes / n;
  const square = (Z * Z) / n;
  return (p + square / 2 + Z * sqrt((p * (1 - p)) / n + (Z * Z) / (4 * n * n))) / (1 + square);
}

function finding(
  day: number,
  areaId: string,
  found: { time: number; own: number; rivals: number; rival: number; final: boolean },
): Finding {
  const { own, rivals, rival } = found;
  return {
    type: 'share-drop',
    subtype: 'below-threshold',
    time: found.time,
    subject: { kind: 'area', id: areaId },
    areaId,
    hotspotId: null,
    evidence: {
      party: rival === 0 ? 'three' : 'two',
      operatorId: rival === 0 ? null : at(OPERATORS, rival).operatorId,
      day: dayText(day),
      ownNew: own,
      rivalNew: rivals,
      share: round((own / (own + rivals)) * 1e4) / 1e4,
      threshold: THRESHOLD,
      final: found.final,
    },
    case: found.final ? 'sd-at-close' : 'sd-campaign',
  };
}
