import { Inject, Injectable } from '@nestjs/common';
import {
  AREA_LEVELS,
  readThresholdSet,
  RULES,
  TimeZone,
  type Parameter,
  type RuleName,
  type ThresholdRow,
  type ThresholdSet,
} from '@tidewall/streams';
import { parse } from 'csv-parse/sync';
import type { Config } from '../../config/index.ts';
import { CONFIG, PIPELINE, SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import { LiveService } from '../live/live.service.ts';
import type { Pipeline } from '../pipeline/pipeline.types.ts';
import { ReferenceService } from '../reference/reference.service.ts';
import type { ReferenceTexts } from '../reference/reference.types.ts';
import { AppError, type FieldFault } from '../web/app-error.ts';
import { labelsEn } from './labels-en.ts';
import { labelsZh } from './labels-zh.ts';
import { changeFaults, parameterOf, rowsOf, withRows } from './threshold-rows.ts';
import type { ThresholdChanges, ThresholdsQuery } from './thresholds.dto.ts';
import type {
  Bilingual,
  ParameterInForce,
  RuleInForce,
  ThresholdOrigin,
  ThresholdsAnswer,
  ThresholdValue,
  ThresholdVersion,
} from './thresholds.types.ts';

const RULE_NAMES = Object.keys(RULES) as RuleName[];

/** The thresholds of all rules: what is in force where and when, and how it is changed. */
@Injectable()
export class ThresholdsService {
  #texts: ReferenceTexts = {};
  #set: ThresholdSet = readThresholdSet({});
  /** Changes are made one after another, so that each gets a version of its own. */
  #changing: Promise<unknown> = Promise.resolve();
  readonly #zone: TimeZone;

  constructor(
    @Inject(PIPELINE) private readonly pipeline: Pipeline,
    @Inject(ReferenceService) private readonly reference: ReferenceService,
    @Inject(LiveService) private readonly live: LiveService,
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
    @Inject(CONFIG) config: Config,
  ) {
    this.#zone = new TimeZone(config.timeZone);
  }

  /** All rules at a place and time, and what has been changed so far. */
  get({ areaId: given, at = this.clock.now() }: ThresholdsQuery): ThresholdsAnswer {
    const areaId = given ?? null;
    return { areaId, at, version: this.version, rules: this.rules(areaId, at), history: this.history() };
  }

  /** All rules at an area (null: everywhere) and an event time. */
  rules(areaId: string | null, at: number): readonly RuleInForce[] {
    if (areaId !== null) this.reference.area(areaId);
    return RULE_NAMES.map((rule) => this.rule(rule, areaId, at));
  }

  /** A rule at an area and an event time; with `upTo`, as the set was at that version. */
  rule(rule: RuleName, areaId: string | null, at: number, upTo?: number): RuleInForce {
    const set = this.#current();
    const area = areaId === null ? -1 : set.areas.ids.indexOf(areaId);
    const rows = set.book(upTo).of(rule).rowsAt(area, at);
    const parameters = Object.entries<Parameter>(RULES[rule]).map(([name, parameter]) =>
      inForce(name, labelOf(rule, name), parameter, rows.get(name), (row) => this.#originOf(row)),
    );
    const newest = Math.max(0, ...[...rows.values()].map(({ version }) => version));
    const label = { zh: labelsZh[rule].name, en: labelsEn[rule].name };
    return { rule, label, version: newest === 0 ? 'defaults' : String(newest), parameters };
  }

  /** The newest version; 0 while there is none. */
  get version(): number {
    return this.#rows.reduce((newest, { version }) => Math.max(newest, version), 0);
  }

  /** What each version changed, newest first. */
  history(): readonly ThresholdVersion[] {
    const versions = Map.groupBy(this.#rows, ({ version }) => version);
    return [...versions]
      .sort(([a], [b]) => b - a)
      .map(([version, rows]) => ({
        version,
        changes: rows.map((row) => {
          const { areaId, effectiveFrom } = this.#originOf(row);
          const { rule, parameter } = row;
          const value = written(parameterOf(rule, parameter), row.value);
          return { rule, parameter, value, areaId, effectiveFrom };
        }),
      }));
  }

  /** Adds rows of a new version where the stream is now; answers the version. */
  async change(changes: ThresholdChanges): Promise<number> {
    const change = this.#changing.then(() => this.#change(changes));
    this.#changing = change.catch(() => undefined);
    return await change;
  }

  async #change(changes: ThresholdChanges): Promise<number> {
    if (changes.areaId !== undefined) this.reference.area(changes.areaId);
    const { watermark } = this.live;
    const faults = changeFaults(changes);
    if (changes.effectiveFrom !== undefined && watermark !== null && changes.effectiveFrom < watermark)
      faults.push({ field: 'effectiveFrom', message: this.#tooEarly(watermark) });
    if (faults.length > 0) throw thresholdFaults(faults);
    // A wall second ahead: it is in force before its time comes, also while simulated time runs faster.
    const soon = Math.max(this.clock.now() + 1_000 * this.clock.speed, watermark ?? 0);
    const from = this.#zone.format(changes.effectiveFrom ?? Math.ceil(soon / 1_000) * 1_000);
    const version = this.version + 1;
    const csv = this.pipeline.reference().thresholds;
    await this.reference.put('thresholds', withRows(csv, headerOf(csv), rowsOf(changes, version, from)));
    return version;
  }

  #tooEarly(watermark: number): string {
    const time = this.#zone.format(watermark);
    return `must not lie before the watermark ${time}: what happened until then has been judged already`;
  }

  #originOf({ version, area, from }: ThresholdRow): ThresholdOrigin {
    return {
      version,
      areaId: area < 0 ? null : this.#current().areas.ids.idOf(area),
      effectiveFrom: Number.isFinite(from) ? from : null,
    };
  }

  get #rows(): readonly ThresholdRow[] {
    return this.#current().rows;
  }

  #current(): ThresholdSet {
    const texts = this.pipeline.reference();
    if (texts.areas !== this.#texts.areas || texts.thresholds !== this.#texts.thresholds)
      this.#set = readThresholdSet(texts);
    this.#texts = texts;
    return this.#set;
  }
}

export function thresholdFaults(faults: readonly FieldFault[]): AppError {
  const message = 'the thresholds have faults: nothing was changed';
  return new AppError('threshold-faults', message, { details: faults });
}

function inForce(
  name: string,
  label: Bilingual,
  parameter: Parameter,
  row: ThresholdRow | undefined,
  originOf: (row: ThresholdRow) => ThresholdOrigin,
): ParameterInForce {
  const { default: usual, min, max, unit, everywhere = false } = parameter;
  return {
    name,
    label,
    unit,
    default: written(parameter, usual),
    min: written(parameter, min),
    max: written(parameter, max),
    everywhere,
    value: written(parameter, row?.value ?? usual),
    from: row ? originOf(row) : null,
  };
}

/** Levels by name. */
function written(parameter: Parameter | undefined, value: number): ThresholdValue {
  return parameter?.unit === 'level' ? (AREA_LEVELS[value] ?? value) : value;
}

function labelOf(rule: RuleName, name: string): Bilingual {
  const zh: Readonly<Record<string, string>> = labelsZh[rule].parameters;
  const en: Readonly<Record<string, string>> = labelsEn[rule].parameters;
  return { zh: zh[name] ?? name, en: en[name] ?? name };
}

function headerOf(csv: string | undefined): readonly string[] {
  if (csv === undefined) return [];
  const records: string[][] = parse(csv, { bom: true, toLine: 1, relaxColumnCount: true });
  return records[0] ?? [];
}
