import { useI18n } from 'vue-i18n';
import type {
  AudienceConditionDto,
  CapDto,
  EvidenceFilterDto,
  SchemeDefinitionDto,
} from '../../api/schemes-dto.ts';
import { formatShare, formatStamp, formatZone } from '../../i18n/format.ts';
import { useAreaStore } from '../areas/area-store.ts';
import { useLiveStore } from '../live/live-store.ts';
import { spanOf } from './spans.ts';

type Trigger = SchemeDefinitionDto['trigger'];

/** Dots of a path part texts from each other, so their names have none. */
function keyOf(path: string): string {
  return path.replaceAll('.', '_');
}

/** The text that names a field of a definition. */
export function fieldKey(field: string): string {
  return `campaigns.field.${keyOf(field)}`;
}

/** A definition as people would say it, also single fields of it. */
export function useDefinitionWords() {
  const { t, te } = useI18n();
  const areas = useAreaStore();
  const live = useLiveStore();
  const known = (key: string, otherwise: string): string => (te(key) ? t(key) : otherwise);
  const list = (names: readonly string[], none: string): string =>
    names.length === 0 ? none : names.join(t('desk.separator'));

  const spanWords = (ms: number): string => {
    const { n, unit } = spanOf(ms);
    return t(`campaigns.span.${unit}`, { n });
  };
  const typeWords = (types: readonly string[]): string =>
    list(
      types.map((type) => known(`campaigns.trigger.${type}`, type)),
      t('campaigns.words.any'),
    );
  const subtypeWords = (subtypes: readonly string[]): string =>
    list(
      subtypes.map((name) => known(`campaigns.subtype.${name}`, name)),
      t('campaigns.words.any'),
    );
  const areaWords = (ids: readonly string[]): string =>
    list(
      ids.map((id) => areas.nameOf(id)),
      t('campaigns.words.everywhere'),
    );
  const hotspotWords = (ids: readonly string[]): string =>
    list(
      ids.map((id) => areas.hotspotName(id)),
      t('campaigns.words.any'),
    );
  const kindWords = (kinds: readonly string[]): string =>
    list(
      kinds.map((kind) => known(`campaigns.kind.${kind}`, kind)),
      t('campaigns.words.any'),
    );
  const capWords = ({ limit, windowMs }: CapDto): string =>
    t('campaigns.words.cap', { n: limit, span: spanWords(windowMs) });
  const capsWords = (caps: readonly CapDto[]): string => list(caps.map(capWords), t('campaigns.words.none'));
  const timeWords = (ms: number | null): string =>
    ms === null
      ? t('campaigns.words.any')
      : `${formatStamp(ms, live.timeZone)} ${formatZone(ms, live.timeZone)}`;
  const successWords = ({ kind, productId, withinDays }: SchemeDefinitionDto['successEvent']): string =>
    t('campaigns.words.success', { event: known(`campaigns.success.${kind}`, kind), days: withinDays }) +
    (productId === null ? '' : t('campaigns.words.product', { id: productId }));

  function triggerWords({ types, subtypes }: Trigger): string {
    return subtypes.length === 0 ? typeWords(types) : `${typeWords(types)} · ${subtypeWords(subtypes)}`;
  }

  function valueText(value: unknown): string {
    if (typeof value === 'boolean') return t(value ? 'campaigns.words.yes' : 'campaigns.words.no');
    return String(value);
  }

  function conditionWords(condition: EvidenceFilterDto | AudienceConditionDto): string {
    const { operator, value } = condition;
    const name =
      'field' in condition
        ? known(`campaigns.evidence.${keyOf(condition.field)}`, condition.field)
        : known(`campaigns.attribute.${condition.attribute}`, condition.attribute);
    const shown = 'attribute' in condition && condition.attribute === 'homeAreaId' ? areaOf(value) : value;
    const end = operator === 'exists' ? '' : ` ${valueText(shown ?? '')}`;
    return `${name} ${t(`campaigns.operator.${operator}`)}${end}`;
  }
  const areaOf = (value: unknown): string => areas.nameOf(typeof value === 'string' ? value : null);

  function conditionsWords(conditions: readonly (EvidenceFilterDto | AudienceConditionDto)[]): string {
    return conditions.length === 0
      ? t('campaigns.words.none')
      : conditions.map(conditionWords).join(` ${t('campaigns.words.and')} `);
  }

  /** `content.zh-CN.sms` and the like. */
  function fieldWords(field: string): string {
    const [first, language = '', channel = ''] = field.split('.');
    if (first === 'content' && language !== '')
      return `${t('campaigns.field.content')} · ${known(`campaigns.language.${language}`, language)} · ${channel}`;
    return known(fieldKey(field), field);
  }

  /** What a field holds, for a comparison of versions. */
  function fieldValue(field: string, value: unknown): string {
    if (value === undefined) return t('campaigns.versions.absent');
    const say = SAY[field];
    if (say !== undefined) return say(value as never);
    if (value === null) return t('campaigns.words.none');
    if (Array.isArray(value)) return list(value.map(valueText), t('campaigns.words.none'));
    return value === '' ? t('campaigns.words.empty') : valueText(value);
  }

  const SAY: Readonly<Record<string, (value: never) => string>> = {
    'trigger.types': typeWords,
    'trigger.subtypes': subtypeWords,
    'trigger.areaIds': areaWords,
    'trigger.hotspotIds': hotspotWords,
    'trigger.evidence': conditionsWords,
    'audience.kinds': kindWords,
    'audience.conditions': conditionsWords,
    maxAgeMs: spanWords,
    validFrom: timeWords,
    validUntil: timeWords,
    caps: capsWords,
    controlShare: (share: number) => `${formatShare(share)} %`,
    quietHours: (way: string) => t(`campaigns.quiet.${way}`),
    'successEvent.kind': (kind: string) => known(`campaigns.success.${kind}`, kind),
    'successEvent.withinDays': (n: number) => t('campaigns.span.days', { n }),
  };

  return {
    triggerWords,
    areaWords,
    hotspotWords,
    kindWords,
    conditionsWords,
    capsWords,
    spanWords,
    timeWords,
    successWords,
    fieldWords,
    fieldValue,
  };
}
