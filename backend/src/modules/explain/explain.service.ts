import { Inject, Injectable } from '@nestjs/common';
import { AREA_LEVELS, type Detection, type RuleName, type Thresholds } from '@tidewall/streams';
import type { Config } from '../../config/index.ts';
import { CONFIG } from '../../tokens.ts';
import { LocalTime } from '../calendar/index.ts';
import { HotspotHistoryService } from '../history/hotspot-history.service.ts';
import { ReferenceService } from '../reference/reference.service.ts';
import { ThresholdsService } from '../thresholds/thresholds.service.ts';
import type { Bilingual, RuleInForce } from '../thresholds/thresholds.types.ts';
import type { Behind, Case } from './behind/behind.types.ts';
import { findBehind } from './behind/index.ts';
import { EvidenceTeller, type Language } from './evidence-teller.ts';
import { ExplainRepository } from './explain.repository.ts';
import type { ExplainedRule, Explanation, JudgingThreshold } from './explain.types.ts';
import { judgedArea, ruleOf } from './explained-rule.ts';
import { Names } from './names.ts';
import { storedEvents } from './stored-events.ts';
import { textsEn } from './texts-en.ts';
import { textsZh } from './texts-zh.ts';

const TEXTS = { zh: textsZh, en: textsEn } as const;
/** Rules that look at the register of rival numbers too. */
const WITH_REGISTER: ReadonlySet<ExplainedRule> = new Set([
  'campus-newcomer/rival',
  'share-drop/below-threshold',
  'share-drop/sudden',
]);

/** Explains detections to people: the rule, what was found, the thresholds, and the stored events behind it. */
@Injectable()
export class ExplainService {
  readonly #local: LocalTime;

  constructor(
    @Inject(ExplainRepository) private readonly events: ExplainRepository,
    @Inject(HotspotHistoryService) private readonly hotspots: HotspotHistoryService,
    @Inject(ReferenceService) private readonly reference: ReferenceService,
    @Inject(ThresholdsService) private readonly thresholds: ThresholdsService,
    @Inject(CONFIG) config: Config,
  ) {
    this.#local = new LocalTime(config.timeZone);
  }

  async explain(detection: Detection): Promise<Explanation> {
    const rule = ruleOf(detection);
    const judged = this.#judgedBy(rule, detection);
    const register = this.#judgedBy('rival-numbers', detection);
    const numbers = valuesOf<'rival-numbers'>(register);
    const found = caseOf<typeof rule>(detection, judged, numbers.seenDays);
    const behind = await this.#behind(rule, found);
    const from = Math.min(behind.from, found.eventMs);
    const kept = await this.events.kept({ fromMs: from, toMs: found.eventMs + 1 });
    const version = versionOf(detection);
    return {
      ...this.#words(rule, detection, found.values, numbers),
      thresholds: {
        version,
        asJudged: judged.version === version,
        items: [judged, ...(WITH_REGISTER.has(rule) ? [register] : [])].flatMap(itemsOf),
      },
      events: {
        ...storedEvents(behind.parts, this.#local, (part) =>
          bilingual((language) => TEXTS[language].parts[part]),
        ),
        counts: behind.counts.map(({ name, items }) => {
          return { name, label: bilingual((language) => TEXTS[language].counts[name]), items };
        }),
      },
      eventsExpired: kept.expired,
      eventsKeptFrom: kept.keptFromMs === 0 ? null : this.#local.format(kept.keptFromMs),
    };
  }

  #words<R extends ExplainedRule>(
    rule: R,
    detection: Detection,
    values: Thresholds<R>,
    numbers: Thresholds<'rival-numbers'>,
  ): { rule: Bilingual; found: Bilingual } {
    const names = new Names(this.reference.model);
    const { timeZone } = this.#local;
    const told = (language: Language) => new EvidenceTeller({ language, timeZone, names }, detection);
    return {
      rule: bilingual((language) => TEXTS[language].rules[rule].rule(values, numbers)),
      found: bilingual((language) => TEXTS[language].rules[rule].found(told(language))),
    };
  }

  /** The thresholds as the set was at the version that the detection names. */
  #judgedBy(rule: RuleName, detection: Detection): RuleInForce {
    const { areas } = this.reference.model;
    const areaId = judgedArea(detection, areas);
    const version = versionOf(detection);
    const upTo = version === 'defaults' ? 0 : Number(version);
    return this.thresholds.rule(rule, areaId, Date.parse(detection.eventTime), upTo);
  }

  #behind<R extends ExplainedRule>(rule: R, found: Case<R>): Promise<Behind> {
    const { model } = this.reference;
    const names = new Names(model);
    const sources = { events: this.events, hotspots: this.hotspots, model, names, local: this.#local };
    return findBehind(rule, sources, found);
  }
}

function bilingual(inLanguage: (language: Language) => string): Bilingual {
  return { zh: inLanguage('zh'), en: inLanguage('en') };
}

function versionOf({ evidence }: Detection): string {
  return typeof evidence['thresholds'] === 'string' ? evidence['thresholds'] : 'defaults';
}

function caseOf<R extends ExplainedRule>(
  detection: Detection,
  judged: RuleInForce,
  seenDays: number,
): Case<R> {
  const eventMs = Date.parse(detection.eventTime);
  const text = (key: string): string | null => {
    const value = detection.evidence[key];
    return typeof value === 'string' ? value : null;
  };
  const time = (key: string): number => {
    const ms = Date.parse(text(key) ?? '');
    return Number.isNaN(ms) ? eventMs : ms;
  };
  return { detection, eventMs, values: valuesOf<R>(judged), seenDays, time, text };
}

/** Values as rules compare them: levels by their index. */
function valuesOf<R extends RuleName>({ parameters }: RuleInForce): Thresholds<R> {
  const values = parameters.map(({ name, value }) => [
    name,
    typeof value === 'string' ? AREA_LEVELS.indexOf(value) : value,
  ]);
  return Object.fromEntries(values) as Thresholds<R>;
}

function itemsOf({ rule, parameters }: RuleInForce): JudgingThreshold[] {
  return parameters.map(({ name, label, value, unit, from }) => ({
    rule,
    parameter: name,
    label,
    value,
    unit,
    version: from?.version ?? null,
    areaId: from?.areaId ?? null,
  }));
}
