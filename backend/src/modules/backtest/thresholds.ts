import {
  readReference,
  ReferenceIds,
  RULES,
  thresholdFault,
  type Parameter,
  type ReferenceTexts,
  type RuleName,
} from '@tidewall/streams';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { ThresholdChange } from './backtest.types.ts';

export const MAX_CHANGES = 500;
const RULE_NAMES = Object.keys(RULES) as [RuleName, ...RuleName[]];
const COLUMNS = ['version', 'effectiveFrom', 'areaId', 'rule', 'parameter', 'value'] as const;

/** Numbers in YAML are read as numbers, also where they are ids. */
const id = z
  .union([z.string(), z.number()], { error: 'must be an id' })
  .transform(String)
  .refine((text) => text !== '' && text.length <= 64, { error: 'must have 1 to 64 characters' });

const changeSchema = z
  .strictObject({
    rule: z.enum(RULE_NAMES, { error: `must be one of ${RULE_NAMES.join(', ')}` }),
    areaId: id.nullish().describe('this area and what is below it, unless it has a value of its own'),
    parameter: z.string({ error: 'must be the name of a parameter' }),
    value: z
      .union([z.number(), z.string()], { error: 'must be a number, or the name of a level' })
      .transform(String),
  })
  .superRefine((change, context) => {
    const fault = faultOf(change);
    if (fault !== null) context.addIssue({ code: 'custom', ...fault });
  })
  .transform(({ areaId, ...change }): ThresholdChange => ({ ...change, areaId: areaId ?? null }));

/** Thresholds to try out. */
export const changesSchema = z
  .array(changeSchema, { error: 'must be a list of thresholds' })
  .min(1, { error: 'must hold at least one threshold' })
  .max(MAX_CHANGES, { error: `must not hold more than ${MAX_CHANGES}` })
  .superRefine((changes, context) => {
    const seen = new Set<string>();
    changes.forEach((change, index) => {
      const name = placeOf(change.rule, change.parameter, change.areaId ?? '');
      if (seen.has(name))
        context.addIssue({ code: 'custom', path: [index], message: 'gives a threshold for the second time' });
      seen.add(name);
    });
  });

interface Given {
  readonly rule: RuleName;
  readonly parameter: string;
  readonly value: string;
  readonly areaId?: string | null | undefined;
}

function faultOf({
  rule,
  parameter: name,
  value,
  areaId,
}: Given): { path: string[]; message: string } | null {
  const parameters: Readonly<Record<string, Parameter>> = RULES[rule];
  const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (parameter === undefined) {
    return { path: ['parameter'], message: `must be one of ${Object.keys(parameters).join(', ')}` };
  }
  if (parameter.everywhere && areaId != null)
    return { path: ['areaId'], message: 'must not be given: this parameter is the same in every area' };
  const fault = thresholdFault(parameter, value);
  return fault === null ? null : { path: ['value'], message: fault };
}

/** Which changes name an area that areas.csv does not have: their indexes. */
export function unknownAreas(changes: readonly ThresholdChange[], texts: ReferenceTexts): number[] {
  const { areas, ids } = readReference({ areas: texts.areas ?? '' }, new ReferenceIds());
  return changes.flatMap(({ areaId }, index) =>
    areaId === null || areas.known(ids.areas.indexOf(areaId)) ? [] : [index],
  );
}

/**
 * thresholds.csv with the changes as its next version, in force at all times: what the file says of the very same
 * parameter and area goes, what it says of other areas stays.
 */
export function withChanges(
  text: string,
  changes: readonly ThresholdChange[],
): { text: string; version: string } {
  const rows: Readonly<Record<string, string>>[] = parse(text, {
    columns: true,
    bom: true,
    skip_empty_lines: true,
  });
  const replaced = new Set(changes.map((one) => placeOf(one.rule, one.parameter, one.areaId ?? '')));
  const kept = rows.filter(
    (row) => !replaced.has(placeOf(row['rule'] ?? '', row['parameter'] ?? '', row['areaId'] ?? '')),
  );
  const version = String(Math.max(0, ...rows.map((row) => Number(row['version']))) + 1);
  const lines = [
    ...kept.map((row) => COLUMNS.map((column) => row[column] ?? '')),
    ...changes.map(({ areaId, rule, parameter, value }) => [
      version,
      '',
      areaId ?? '',
      rule,
      parameter,
      value,
    ]),
  ];
  return { text: [COLUMNS, ...lines].map((fields) => `${fields.join(',')}\n`).join(''), version };
}

function placeOf(rule: string, parameter: string, areaId: string): string {
  return `${rule}\n${parameter}\n${areaId}`;
}
