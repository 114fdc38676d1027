import type {
  CapDto,
  ContentLanguage,
  FilterOperator,
  FilterValue,
  SchemeDefinitionDto,
  SubjectKind,
  TriggerType,
} from '../../api/schemes-dto.ts';
import { CONTENT_LANGUAGES } from '../../api/schemes-dto.ts';

/** One line of a list of conditions, as it is typed. */
export interface ConditionDraft {
  name: string;
  operator: FilterOperator;
  value: string;
}

/** What the editor holds: the definition with texts where people type, percent and minutes as people say them. */
export interface SchemeDraft {
  name: string;
  goal: string;
  types: TriggerType[];
  subtypes: string[];
  areaIds: string[];
  hotspotIds: string[];
  evidence: ConditionDraft[];
  kinds: SubjectKind[];
  conditions: ConditionDraft[];
  listId: string;
  /** By language, then by channel; also of channels that are not chosen now. */
  content: Record<ContentLanguage, Record<string, string>>;
  channel: string;
  fallbackChannel: string;
  maxAgeMs: number;
  validFrom: number | null;
  validUntil: number | null;
  priority: number;
  value: number;
  category: string;
  caps: CapDto[];
  controlPercent: number;
  quietHours: 'defer' | 'drop';
  successKind: string;
  productId: string;
  withinDays: number;
}

const MONTH_MS = 30 * 86_400_000;

export function emptyDraft(): SchemeDraft {
  return {
    name: '',
    goal: '',
    types: ['homecoming'],
    subtypes: ['own'],
    areaIds: [],
    hotspotIds: [],
    evidence: [],
    kinds: ['subscriber'],
    conditions: [],
    listId: '',
    content: { 'zh-CN': {}, en: {} },
    channel: 'sms',
    fallbackChannel: '',
    maxAgeMs: 900_000,
    validFrom: null,
    validUntil: null,
    priority: 100,
    value: 0,
    category: 'offer',
    caps: [{ limit: 1, windowMs: MONTH_MS }],
    controlPercent: 10,
    quietHours: 'defer',
    successKind: 'product-ordered',
    productId: '',
    withinDays: 7,
  };
}

/** A definition as the editor begins with it. */
export function draftOf(definition: SchemeDefinitionDto): SchemeDraft {
  const { trigger, audience, content, successEvent, controlShare, fallbackChannel, caps, ...rest } =
    definition;
  return {
    ...rest,
    types: [...trigger.types],
    subtypes: [...trigger.subtypes],
    areaIds: [...trigger.areaIds],
    hotspotIds: [...trigger.hotspotIds],
    evidence: trigger.evidence.map(({ field, operator, value }) => conditionDraft(field, operator, value)),
    kinds: [...audience.kinds],
    conditions: audience.conditions.map(({ attribute, operator, value }) =>
      conditionDraft(attribute, operator, value),
    ),
    listId: audience.listId ?? '',
    content: { 'zh-CN': { ...content['zh-CN'] }, en: { ...content.en } },
    fallbackChannel: fallbackChannel ?? '',
    caps: [...caps],
    controlPercent: Math.round(controlShare * 10_000) / 100,
    successKind: successEvent.kind,
    productId: successEvent.productId ?? '',
    withinDays: successEvent.withinDays,
  };
}

/** The definition that a draft means. */
export function definitionOf(draft: SchemeDraft): SchemeDefinitionDto {
  const { types, subtypes, areaIds, hotspotIds, evidence, kinds, conditions, listId } = draft;
  return {
    name: draft.name.trim(),
    goal: draft.goal.trim(),
    trigger: {
      types,
      subtypes,
      areaIds,
      hotspotIds,
      evidence: evidence.map(({ name, ...rest }) => ({ field: name.trim(), ...compared(rest) })),
    },
    audience: {
      kinds,
      conditions: conditions.map(({ name, ...rest }) => ({
        attribute: name,
        ...compared(rest, TEXT_ATTRIBUTES.has(name)),
      })),
      listId: listId.trim() === '' ? null : listId.trim(),
    },
    content: contentOf(draft),
    channel: draft.channel,
    fallbackChannel: draft.fallbackChannel === '' ? null : draft.fallbackChannel,
    maxAgeMs: draft.maxAgeMs,
    validFrom: draft.validFrom,
    validUntil: draft.validUntil,
    priority: draft.priority,
    value: draft.value,
    category: draft.category.trim(),
    caps: draft.caps,
    controlShare: draft.controlPercent / 100,
    quietHours: draft.quietHours,
    successEvent: {
      kind: draft.successKind,
      productId: draft.productId.trim() === '' ? null : draft.productId.trim(),
      withinDays: draft.withinDays,
    },
  };
}

function conditionDraft(
  name: string,
  operator: FilterOperator,
  value: FilterValue | undefined,
): ConditionDraft {
  return { name, operator, value: value === undefined ? '' : String(value) };
}

/** A tariff `1024` is a name, not a number. */
const TEXT_ATTRIBUTES: ReadonlySet<string> = new Set(['homeAreaId', 'brand', 'tariffId', 'status']);

/** `30` is a number and `true` a truth, everything else a text. */
function compared(
  { operator, value }: Omit<ConditionDraft, 'name'>,
  isText = false,
): { operator: FilterOperator; value?: FilterValue } {
  const text = value.trim();
  if (operator === 'exists' || text === '') return { operator };
  if (isText) return { operator, value: text };
  if (text === 'true' || text === 'false') return { operator, value: text === 'true' };
  return { operator, value: /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text };
}

/** Texts of the channels that are chosen; empty ones are left out. */
function contentOf({ content, channel, fallbackChannel }: SchemeDraft): SchemeDefinitionDto['content'] {
  const channels = [channel, fallbackChannel].filter((name) => name !== '');
  const languages = CONTENT_LANGUAGES.map((language) => {
    const texts = channels.flatMap((name) => {
      const text = content[language][name]?.trim() ?? '';
      return text === '' ? [] : [[name, text] as const];
    });
    return [language, Object.fromEntries(texts)] as const;
  });
  return Object.fromEntries(languages.filter(([, texts]) => Object.keys(texts).length > 0));
}
