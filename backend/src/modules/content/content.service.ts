import { Inject, Injectable } from '@nestjs/common';
import { measureSms, type SmsLength } from '../../adapters/channels/index.ts';
import { ReferenceService } from '../reference/reference.service.ts';
import type { ContentLanguage, TriggerDetection } from '../schemes/schemes.types.ts';
import type { PreviewRequest } from './content.dto.ts';
import { renderTemplate } from './render.ts';
import { templateFaults, type TemplateFault } from './template-faults.ts';
import { sampleVariables, VARIABLES, variablesOf, type Variables } from './variables.ts';

export interface Preview extends SmsLength {
  readonly text: string | null;
  readonly faults: readonly TemplateFault[];
  readonly variables: readonly {
    readonly name: string;
    readonly zh: string;
    readonly en: string;
    readonly sample: string;
  }[];
}

/** Texts before they are sent: what they say, how long they are and what is wrong with them. */
@Injectable()
export class ContentService {
  constructor(@Inject(ReferenceService) private readonly reference: ReferenceService) {}

  preview({ template, language, sample }: PreviewRequest): Preview {
    const samples = sampleVariables(language);
    const given = Object.entries(sample ?? {}).map(([name, value]) => [name, plain(value)] as const);
    const faults = templateFaults(template);
    const text =
      faults.length > 0
        ? null
        : (renderTemplate(template, { ...samples, ...Object.fromEntries(given) }) ?? '');
    return {
      text,
      ...measureSms(text ?? ''),
      faults,
      variables: Object.entries(VARIABLES).map(([name, { zh, en }]) => ({
        name,
        zh,
        en,
        sample: String(samples[name]),
      })),
    };
  }

  /** What a template gets for a detection, with the names of places as the reference data has them now. */
  variables(
    detection: Pick<TriggerDetection, 'areaId' | 'hotspotId' | 'evidence'>,
    language: ContentLanguage,
  ): Variables {
    return variablesOf(detection, language, this.reference.model);
  }
}

/** A truth is there or not, as the variables of detections are. */
function plain(value: string | number | boolean): string | number {
  return typeof value === 'boolean' ? (value ? 'true' : '') : value;
}
