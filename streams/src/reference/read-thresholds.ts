import { RULES, type Parameter, type RuleName } from '../detectors/rules.ts';
import type { AreaTree } from './areas.ts';
import type { CsvRow } from './csv-table.ts';
import { areaIn, readTable, timeIn, type Source } from './read-files.ts';
import { thresholdFault, thresholdValue, type ThresholdRow } from './thresholds.ts';

const COLUMNS = ['version', 'effectiveFrom', 'areaId', 'rule', 'parameter', 'value'] as const;

/** thresholds.csv: a row a value (docs/contract.md, Thresholds). */
export function readThresholds(source: Source, areas: AreaTree): ThresholdRow[] {
  const rows: ThresholdRow[] = [];
  readTable(source, 'thresholds', COLUMNS, (row) => {
    const parameter = parameterOf(row);
    const version = Number(row.get('version'));
    if (!Number.isInteger(version) || version < 1)
      row.fail('version', 'not-allowed', 'version is no whole number from 1');
    const from = timeIn(row, 'effectiveFrom');
    const area = areaIn(row, 'areaId', areas, false);
    if (!parameter) return;
    const fault = thresholdFault(parameter, row.get('value'));
    if (fault !== null) row.fail('value', 'not-allowed', `value ${fault}`);
    if (parameter.everywhere && (area >= 0 || !Number.isNaN(from)))
      row.fail('parameter', 'not-allowed', 'this parameter is the same in every area and at all times');
    rows.push({
      version,
      from: Number.isNaN(from) ? Number.NEGATIVE_INFINITY : from,
      area,
      rule: row.get('rule') as RuleName,
      parameter: row.get('parameter'),
      value: thresholdValue(parameter, row.get('value')),
    });
  });
  return rows;
}

function parameterOf(row: CsvRow): Parameter | null {
  const name = row.get('rule');
  if (!Object.hasOwn(RULES, name)) {
    row.fail('rule', 'not-allowed', `rule is none of ${Object.keys(RULES).join(', ')}`);
    return null;
  }
  const parameters = RULES[name as RuleName] as Record<string, Parameter>;
  if (Object.hasOwn(parameters, row.get('parameter'))) return parameters[row.get('parameter')]!;
  row.fail('parameter', 'not-allowed', `parameter is none of ${Object.keys(parameters).join(', ')}`);
  return null;
}
