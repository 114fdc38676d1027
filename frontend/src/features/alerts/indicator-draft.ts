import type { ConditionDto, DefinitionDto, PlaceDto, SourceDto, StepDto } from '../../api/indicators-dto.ts';
import type { Severity } from '../../api/alerts-dto.ts';

/** What the editor holds: every choice keeps what was entered, also while another one is shown. */
export interface IndicatorDraft {
  nameZh: string;
  nameEn: string;
  aboutZh: string;
  aboutEn: string;
  sourceKind: SourceDto['kind'];
  metric: string;
  step: string;
  operatorId: string;
  type: string;
  subtype: string;
  where: Readonly<Record<string, string | number | boolean>>;
  placeKind: PlaceDto['kind'];
  areaIds: string[];
  below: boolean;
  levels: string[];
  under: string | undefined;
  hotspotType: string;
  hotspotIds: string[];
  conditionKind: ConditionDto['kind'];
  threshold: number;
  against: 'yesterday' | 'last-week';
  direction: 'drop' | 'rise';
  ratio: number;
  minBase: number;
  score: number;
  weeks: number;
  minPoints: number;
  minDistance: number;
  forMinutes: number;
  severity: Severity;
  chain: StepDto[];
  dueHours: number;
  dueWorking: boolean;
  remindBeforeHours: number;
  trackingDays: number;
  templateZh: string;
  templateEn: string;
  links: DefinitionDto['links'];
}

export const EMPTY_DRAFT: IndicatorDraft = {
  nameZh: '',
  nameEn: '',
  aboutZh: '',
  aboutEn: '',
  sourceKind: 'metric',
  metric: '',
  step: '',
  operatorId: '',
  type: 'share-drop',
  subtype: '',
  where: {},
  placeKind: 'levels',
  areaIds: [],
  below: false,
  levels: ['county'],
  under: undefined,
  hotspotType: 'campus',
  hotspotIds: [],
  conditionKind: 'below',
  threshold: 0,
  against: 'last-week',
  direction: 'drop',
  ratio: 0.3,
  minBase: 1,
  score: 3,
  weeks: 4,
  minPoints: 5,
  minDistance: 0,
  forMinutes: 0,
  severity: 'warning',
  chain: [],
  dueHours: 24,
  dueWorking: true,
  remindBeforeHours: 2,
  trackingDays: 7,
  templateZh: '',
  templateEn: '',
  links: [],
};

/** A definition as the editor begins with it. */
export function draftOf(definition: DefinitionDto): IndicatorDraft {
  const { name, about, source, place, condition, due, template } = definition;
  return {
    ...EMPTY_DRAFT,
    nameZh: name.zh,
    nameEn: name.en,
    aboutZh: about?.zh ?? '',
    aboutEn: about?.en ?? '',
    ...sourceDraft(source),
    ...placeDraft(place),
    ...conditionDraft(condition),
    forMinutes: definition.forMinutes,
    severity: definition.severity,
    chain: [...definition.chain],
    dueHours: due.hours,
    dueWorking: due.working,
    remindBeforeHours: due.remindBeforeHours,
    trackingDays: definition.trackingDays,
    templateZh: template.zh,
    templateEn: template.en,
    links: definition.links,
  };
}

function sourceDraft(source: SourceDto): Partial<IndicatorDraft> {
  if (source.kind === 'detection') {
    const { type, subtype = '', where } = source;
    return { sourceKind: 'detection', type, subtype, where };
  }
  const { metric, step, operatorId = '' } = source;
  return { sourceKind: 'metric', metric, step, operatorId };
}

function placeDraft(place: PlaceDto): Partial<IndicatorDraft> {
  switch (place.kind) {
    case 'areas':
      return { placeKind: 'areas', areaIds: [...place.areaIds], below: place.below };
    case 'levels':
      return { placeKind: 'levels', levels: [...place.levels], under: place.under };
    case 'hotspots':
      return { placeKind: 'hotspots', hotspotType: place.type, hotspotIds: [...(place.hotspotIds ?? [])] };
  }
}

function conditionDraft(condition: ConditionDto | undefined): Partial<IndicatorDraft> {
  if (condition === undefined) return {};
  const { kind, ...values } = condition;
  return { conditionKind: kind, ...values };
}

/** The definition that a draft means. */
export function definitionOf(draft: IndicatorDraft): DefinitionDto {
  const about = draft.aboutZh.trim() !== '' && draft.aboutEn.trim() !== '';
  return {
    name: { zh: draft.nameZh.trim(), en: draft.nameEn.trim() },
    ...(about ? { about: { zh: draft.aboutZh.trim(), en: draft.aboutEn.trim() } } : {}),
    source: sourceOf(draft),
    place: placeOf(draft),
    ...(draft.sourceKind === 'metric' ? { condition: conditionOf(draft) } : {}),
    forMinutes: draft.forMinutes,
    severity: draft.severity,
    chain: draft.chain,
    due: { hours: draft.dueHours, working: draft.dueWorking, remindBeforeHours: draft.remindBeforeHours },
    trackingDays: draft.trackingDays,
    template: { zh: draft.templateZh.trim(), en: draft.templateEn.trim() },
    links: draft.links,
  };
}

function sourceOf({ sourceKind, metric, step, operatorId, type, subtype, where }: IndicatorDraft): SourceDto {
  if (sourceKind === 'detection')
    return { kind: 'detection', type, where, ...(subtype === '' ? {} : { subtype }) };
  const rival = metric === 'share-two-party' && operatorId !== '';
  return { kind: 'metric', metric, step, ...(rival ? { operatorId } : {}) };
}

function placeOf(draft: IndicatorDraft): PlaceDto {
  switch (draft.placeKind) {
    case 'areas':
      return { kind: 'areas', areaIds: draft.areaIds, below: draft.below };
    case 'levels':
      return {
        kind: 'levels',
        levels: draft.levels,
        ...(draft.under === undefined ? {} : { under: draft.under }),
      };
    case 'hotspots':
      return {
        kind: 'hotspots',
        type: draft.hotspotType,
        ...(draft.hotspotIds.length === 0 ? {} : { hotspotIds: draft.hotspotIds }),
      };
  }
}

function conditionOf(draft: IndicatorDraft): ConditionDto {
  const { against, direction, ratio, minBase, score, weeks, minPoints, minDistance, threshold } = draft;
  switch (draft.conditionKind) {
    case 'change':
      return { kind: 'change', against, direction, ratio, minBase };
    case 'robust-z':
      return { kind: 'robust-z', direction, score, weeks, minPoints, minDistance };
    case 'below':
    case 'above':
      return { kind: draft.conditionKind, threshold };
  }
}

type Missing = 'name' | 'source' | 'place' | 'chain' | 'template';

/** What is still missing before the server can be asked; it judges the rest. */
export function missingIn(draft: IndicatorDraft): readonly Missing[] {
  const missing: Missing[] = [];
  if (draft.nameZh.trim() === '' || draft.nameEn.trim() === '') missing.push('name');
  if (draft.sourceKind === 'metric' && (draft.metric === '' || draft.step === '')) missing.push('source');
  const nowhere =
    (draft.placeKind === 'areas' && draft.areaIds.length === 0) ||
    (draft.placeKind === 'levels' && draft.levels.length === 0);
  if (nowhere) missing.push('place');
  if (draft.chain.length < 3) missing.push('chain');
  if (draft.templateZh.trim() === '' || draft.templateEn.trim() === '') missing.push('template');
  return missing;
}
