import type { Detection, SourceStatus } from '@tidewall/streams';

export interface SummaryInput {
  readonly sources: readonly SourceStatus[];
  readonly detections: ReadonlyMap<string, number>;
  readonly seconds: number;
  readonly peakBytes: number;
}

/** Counts detections by `type/subtype` (last revisions once). */
export function countDetections(counts: Map<string, number>, detections: readonly Detection[]): void {
  for (const { type, subtype, revision } of detections) {
    if (revision > 0) continue;
    const name = subtype === null ? type : `${type}/${subtype}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
}

const sum = (sources: readonly SourceStatus[], pick: (source: SourceStatus) => number): number =>
  sources.reduce((total, source) => total + pick(source), 0);

/** What the replay did, in lines for people. */
export function formatSummary(input: SummaryInput): string {
  const { sources } = input;
  const read = sum(sources, (source) => source.accepted);
  const codes = new Map<string, number>();
  for (const source of sources) {
    for (const [code, count] of Object.entries(source.rejectedByCode))
      codes.set(code, (codes.get(code) ?? 0) + count);
  }
  const lines = [
    `read       ${read}`,
    `stored     ${sum(sources, (source) => source.stored)}`,
    `duplicate  ${sum(sources, (source) => source.duplicate)}`,
    `late       ${sum(sources, (source) => source.late)}`,
    `rejected   ${sum(sources, (source) => source.rejected)}`,
    ...[...codes].sort().map(([code, count]) => `  ${code}  ${count}`),
    'detections',
    ...[...input.detections].sort().map(([name, count]) => `  ${name}  ${count}`),
    `events/s   ${Math.round(read / Math.max(input.seconds, 0.001))} (${input.seconds.toFixed(2)} s)`,
    `memory     ${Math.round(input.peakBytes / 1024 / 1024)} MiB at its peak`,
  ];
  return `${lines.join('\n')}\n`;
}
