import type { ReferenceModel } from '../reference/reference.types.ts';
import type { FieldFault } from '../web/app-error.ts';
import type { IndicatorDefinition } from './definition.dto.ts';
import { SAMPLE_VARIABLES } from './message-variables.ts';
import { DETECTION_SUBTYPES, METRIC_CATALOG } from './metric-catalog.ts';
import { templateFault } from './template.ts';

/** What is wrong with a definition beyond the form of its fields. */
export function definitionFaults(definition: IndicatorDefinition, model: ReferenceModel): FieldFault[] {
  return [...sourceFaults(definition), ...placeFaults(definition, model), ...textFaults(definition)];
}

function sourceFaults({ source, condition, place }: IndicatorDefinition): FieldFault[] {
  const faults: FieldFault[] = [];
  const fault = (field: string, message: string) => faults.push({ field, message });
  if (source.kind === 'detection') {
    const subtypes: readonly string[] = DETECTION_SUBTYPES[source.type];
    if (source.subtype !== undefined && !subtypes.includes(source.subtype))
      fault('source.subtype', subtypes.length === 0 ? 'has none' : `must be one of ${subtypes.join(', ')}`);
    if (condition !== undefined) fault('condition', 'a detection is its own condition: leave it out');
    return faults;
  }
  const about = METRIC_CATALOG[source.metric];
  if (!about.steps.includes(source.step)) fault('source.step', `must be one of ${about.steps.join(', ')}`);
  if ((source.metric === 'share-two-party') !== (source.operatorId !== undefined))
    fault('source.operatorId', 'belongs to share-two-party, which needs it');
  if ((about.of === 'hotspot') !== (place.kind === 'hotspots'))
    fault('place.kind', about.of === 'hotspot' ? 'must be hotspots' : 'must be areas or levels');
  if (condition === undefined) fault('condition', 'is needed for a metric');
  return faults;
}

function placeFaults({ place }: IndicatorDefinition, { areas, hotspotById }: ReferenceModel): FieldFault[] {
  switch (place.kind) {
    case 'areas':
      return place.areaIds.flatMap((id, index) =>
        areas.get(id) ? [] : [{ field: `place.areaIds.${index}`, message: 'is no area' }],
      );
    case 'levels':
      return place.under === undefined || areas.get(place.under)
        ? []
        : [{ field: 'place.under', message: 'is no area' }];
    case 'hotspots':
      return (place.hotspotIds ?? []).flatMap((id, index) =>
        hotspotById.has(id) ? [] : [{ field: `place.hotspotIds.${index}`, message: 'is no hotspot' }],
      );
  }
}

function textFaults({ template, links }: IndicatorDefinition): FieldFault[] {
  const texts: readonly (readonly [string, string])[] = [
    ['template.zh', template.zh],
    ['template.en', template.en],
    ...links.map(({ href }, index) => [`links.${index}.href`, href] as const),
  ];
  return texts.flatMap(([field, text]) => {
    const message = templateFault(text, SAMPLE_VARIABLES);
    return message === null ? [] : [{ field, message }];
  });
}
