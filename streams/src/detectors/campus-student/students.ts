import type { MonthEvidence } from '../../state/campus-usage.ts';
import type { KnownStudent } from '../../state/known-students.ts';
import { monthStart, monthText } from '../../time/months.ts';
import type { Emit, NetworkContext } from '../detector.ts';

/**
 * campus-student (docs/detectors.md, Campus): who of a closed month's evidence is a student, by campus. Nobody of a month
 * that began before the data. The result is in order of campus and number.
 */
export function judgeStudents(
  evidence: readonly MonthEvidence[],
  close: number,
  context: NetworkContext,
  emit: Emit,
): KnownStudent[] {
  if (context.since() > monthStart(close - 1, context.zone)) return [];
  const members = new Map<number, Set<number>>();
  for (const { campus, number } of evidence) {
    const known = members.get(campus);
    if (known) known.add(number);
    else members.set(campus, new Set([number]));
  }
  const students: KnownStudent[] = [];
  for (const one of evidence) {
    const fellows = fellowsOf(one, members.get(one.campus)!);
    if (!isStudent(one, fellows, close, context)) continue;
    students.push({ number: one.number, campus: one.campus });
    detect(one, fellows, close, context, emit);
  }
  return students.sort((a, b) => a.campus - b.campus || a.number - b.number);
}

/** Others that meet the cell-share rule at the same campus and that it communicated with often enough. */
function fellowsOf({ number, peers }: MonthEvidence, members: ReadonlySet<number>): number {
  let fellows = 0;
  for (const peer of peers) if (peer !== number && members.has(peer)) fellows++;
  return fellows;
}

function isStudent(
  { campus, sms, settled }: MonthEvidence,
  fellows: number,
  close: number,
  context: NetworkContext,
): boolean {
  const { hotspotArea, thresholds } = context.reference();
  const { values } = thresholds.at('campus-student', hotspotArea[campus] ?? -1, close);
  return settled && sms >= values.minSms && fellows >= values.minFellows;
}

function detect(
  { number, campus, sms, records, campusRecords }: MonthEvidence,
  fellows: number,
  close: number,
  context: NetworkContext,
  emit: Emit,
): void {
  const { hotspotArea, ids, thresholds } = context.reference();
  const area = hotspotArea[campus] ?? -1;
  const month = monthText(close - 1, context.zone);
  emit({
    type: 'campus-student',
    subtype: null,
    time: close,
    subject: { kind: 'subscriber', key: number },
    area,
    hotspot: campus,
    severity: 'info',
    evidence: {
      month,
      sms,
      records,
      campusRecords,
      fellows,
      thresholds: thresholds.at('campus-student', area, close).version,
    },
    revision: 0,
    identity: `${ids.hotspots.idOf(campus)}/${month}`,
  });
}
