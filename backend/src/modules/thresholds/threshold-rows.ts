import { RULES, thresholdFault, type Parameter, type RuleName } from '@tidewall/streams';
import type { FieldFault } from '../web/app-error.ts';
import type { ThresholdChanges } from './thresholds.dto.ts';

const COLUMNS = ['version', 'effectiveFrom', 'areaId', 'rule', 'parameter', 'value'] as const;
type Row = Readonly<Record<(typeof COLUMNS)[number], string>>;

/** The parameter of a rule, undefined when it has none of this name. */
export function parameterOf(rule: RuleName, name: string): Parameter | undefined {
  const parameters: Readonly<Record<string, Parameter>> = RULES[rule];
  return Object.hasOwn(parameters, name) ? parameters[name] : undefined;
}

/** What is wrong with changes, by field; nothing, if all is well. */
export function changeFaults({ areaId, effectiveFrom, changes }: ThresholdChanges): FieldFault[] {
  const seen = new Set<string>();
  return changes.flatMap(({ rule, parameter, value }, index) => {
    const at = (field: string, message: string): FieldFault[] => [
      { field: `changes.${index}.${field}`, message },
    ];
    const known = parameterOf(rule, parameter);
    if (!known) return at('parameter', `must be one of ${Object.keys(RULES[rule]).join(', ')}`);
    const key = `${rule} ${parameter}`;
    if (seen.has(key)) return at('parameter', 'is changed twice');
    seen.add(key);
    if (known.everywhere && (areaId !== undefined || effectiveFrom !== undefined))
      return at(
        'parameter',
        'is the same in every area and at all times: leave out areaId and effectiveFrom',
      );
    const fault = thresholdFault(known, String(value));
    return fault === null ? [] : at('value', fault);
  });
}

/** Rows of a new version; parameters that are the same everywhere get neither area nor time. */
export function rowsOf(changes: ThresholdChanges, version: number, effectiveFrom: string): Row[] {
  return changes.changes.map(({ rule, parameter, value }) => {
    const everywhere = parameterOf(rule, parameter)?.everywhere === true;
    return {
      version: String(version),
      effectiveFrom: everywhere ? '' : effectiveFrom,
      areaId: everywhere ? '' : (changes.areaId ?? ''),
      rule,
      parameter,
      value: String(value),
    };
  });
}

/** thresholds.csv with rows added at its end, in the order of its own columns. */
export function withRows(csv: string | undefined, header: readonly string[], rows: readonly Row[]): string {
  const columns: readonly string[] = header.length > 0 ? header : COLUMNS;
  const before = csv === undefined || csv.trim() === '' ? columns.join(',') : csv.trimEnd();
  const lines = rows.map((row) => {
    const values: Readonly<Record<string, string>> = row;
    return columns.map((column) => quoted(values[column] ?? '')).join(',');
  });
  return `${[before, ...lines].join('\n')}\n`;
}

function quoted(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
