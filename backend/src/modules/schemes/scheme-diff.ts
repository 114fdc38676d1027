/** One field that two versions have differently; absent on the side that has it not. */
export interface FieldChange {
  readonly field: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/**
 * What differs between two definitions, field by field, by the names of the fields. Objects are gone into; lists and
 * single values are compared as a whole, since a place in a list is no name.
 */
export function definitionDiff(before: object, after: object): readonly FieldChange[] {
  return changes('', before as Fields, after as Fields);
}

type Fields = Readonly<Record<string, unknown>>;

function changes(path: string, before: Fields, after: Fields): FieldChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name) => {
    const field = path === '' ? name : `${path}.${name}`;
    const [old, now] = [before[name], after[name]];
    if (isFields(old) && isFields(now)) return changes(field, old, now);
    if (isFields(old) && now === undefined) return changes(field, old, {});
    if (isFields(now) && old === undefined) return changes(field, {}, now);
    if (JSON.stringify(old) === JSON.stringify(now)) return [];
    return [
      {
        field,
        ...(old === undefined ? {} : { before: old }),
        ...(now === undefined ? {} : { after: now }),
      },
    ];
  });
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
