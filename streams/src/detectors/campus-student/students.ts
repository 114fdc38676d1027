import type { MonthEvidence } from '../../state/campus-usage.ts';
import type { KnownStudent } from '../../state/known-students.ts';
import type { Emit, NetworkContext } from '../detector.ts';

/** campus-student (docs/detectors.md, Campus): who of a closed month's evidence is a student, by campus. */
export function judgeStudents(
  _evidence: readonly MonthEvidence[],
  _close: number,
  _context: NetworkContext,
  _emit: Emit,
): KnownStudent[] {
  return [];
}
