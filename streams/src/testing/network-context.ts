import type { NetworkContext } from '../detectors/detector.ts';
import { readReference, ReferenceIds, type ReferenceTexts } from '../reference/reference.ts';
import { KnownStudents } from '../state/known-students.ts';
import { RivalRegister } from '../state/rival-register.ts';
import { DayKinds } from '../time/day-kinds.ts';
import { FestivalDays } from '../time/festivals.ts';
import { TimeZone } from '../time/zone.ts';
import { WORLD } from './world.ts';

/** What network-wide detectors see in the test world, with parts replaced. */
export function networkContext(
  parts: Partial<NetworkContext> & { readonly texts?: ReferenceTexts; readonly timeZone?: string } = {},
): NetworkContext {
  const { texts, timeZone = 'Asia/Shanghai', ...given } = parts;
  const reference = readReference({ ...WORLD, ...texts }, new ReferenceIds());
  return {
    zone: new TimeZone(timeZone),
    festivals: new FestivalDays([]),
    dayKinds: new DayKinds(),
    reference: () => reference,
    register: new RivalRegister(() => 90),
    students: new KnownStudents(),
    since: () => Number.NEGATIVE_INFINITY,
    isOut: () => false,
    ...given,
  };
}
