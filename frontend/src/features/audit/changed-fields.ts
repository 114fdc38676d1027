/** One field that an entry of the trail changed. */
export interface ChangedField {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

/** What differs between before and after, field by field; texts as they are, everything else as JSON. */
export function changedFields(before: unknown, after: unknown): readonly ChangedField[] {
  if (!isRecord(before) && !isRecord(after)) {
    return told(before) === told(after) ? [] : [{ field: '', before: told(before), after: told(after) }];
  }
  const [from, to] = [isRecord(before) ? before : {}, isRecord(after) ? after : {}];
  return [...new Set([...Object.keys(from), ...Object.keys(to)])]
    .toSorted()
    .map((field) => ({ field, before: told(from[field]), after: told(to[field]) }))
    .filter((change) => change.before !== change.after);
}

function told(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
