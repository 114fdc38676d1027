import type { PersonDto } from './alerts-dto.ts';

/** The contract of schemes, as the server describes it in its OpenAPI document. Times are epoch milliseconds. */
export const SCHEME_STATES = [
  'draft',
  'submitted',
  'approved',
  'returned',
  'scheduled',
  'running',
  'paused',
  'ended',
] as const;
export type SchemeState = (typeof SCHEME_STATES)[number];

export type SchemeAction =
  'edit' | 'submit' | 'approve' | 'return' | 'schedule' | 'start' | 'pause' | 'resume' | 'end' | 'rollback';

export const CONTENT_LANGUAGES = ['zh-CN', 'en'] as const;
export type ContentLanguage = (typeof CONTENT_LANGUAGES)[number];

export type TriggerType = 'homecoming' | 'campus-newcomer' | 'campus-student' | 'campus-rival';
export type SubjectKind = 'subscriber' | 'number';
export type FilterOperator = 'at-least' | 'at-most' | 'is' | 'is-not' | 'contains' | 'exists';
export type FilterValue = string | number | boolean;

interface ComparedDto {
  readonly operator: FilterOperator;
  /** Left out for `exists`. */
  readonly value?: FilterValue;
}

export interface EvidenceFilterDto extends ComparedDto {
  readonly field: string;
}

export interface AudienceConditionDto extends ComparedDto {
  readonly attribute: string;
}

export interface CapDto {
  readonly limit: number;
  readonly windowMs: number;
}

interface SuccessEventDto {
  readonly kind: string;
  readonly productId: string | null;
  readonly withinDays: number;
}

/** Language → channel → template. */
type ContentDto = Readonly<Partial<Record<ContentLanguage, Readonly<Record<string, string>>>>>;

/** What people write of a scheme. */
export interface SchemeDefinitionDto {
  readonly name: string;
  readonly goal: string;
  readonly trigger: {
    readonly types: readonly TriggerType[];
    readonly subtypes: readonly string[];
    readonly areaIds: readonly string[];
    readonly hotspotIds: readonly string[];
    readonly evidence: readonly EvidenceFilterDto[];
  };
  readonly audience: {
    readonly kinds: readonly SubjectKind[];
    readonly conditions: readonly AudienceConditionDto[];
    readonly listId: string | null;
  };
  readonly content: ContentDto;
  readonly channel: string;
  readonly fallbackChannel: string | null;
  readonly maxAgeMs: number;
  readonly validFrom: number | null;
  readonly validUntil: number | null;
  readonly priority: number;
  readonly value: number;
  readonly category: string;
  readonly caps: readonly CapDto[];
  readonly controlShare: number;
  readonly quietHours: 'defer' | 'drop';
  readonly successEvent: SuccessEventDto;
}

/** As in lists. */
export interface SchemeSummaryDto {
  readonly schemeId: string;
  /** To be given back with a transition. */
  readonly rowVersion: number;
  readonly version: number;
  readonly readyKey: string | null;
  readonly state: SchemeState;
  readonly name: string;
  readonly goal: string;
  readonly trigger: SchemeDefinitionDto['trigger'];
  readonly channel: string;
  readonly category: string;
  readonly priority: number;
  readonly controlShare: number;
  readonly authors: readonly PersonDto[];
  readonly approvals: readonly (PersonDto & { readonly at: number })[];
  readonly approvalsNeeded: number;
  readonly expectedWeekly: number | null;
  readonly returnReason: string | null;
  readonly scheduledFor: number | null;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** GET /schemes/{id}. */
export interface SchemeDto extends SchemeSummaryDto {
  readonly definition: SchemeDefinitionDto;
  /** What the one who asks may do now. */
  readonly actions: readonly SchemeAction[];
}

/** GET /schemes/library. */
export interface LibrarySchemeDto extends SchemeSummaryDto {
  readonly results: EffectDto | null;
}

/** GET /schemes/{id}/versions. */
export interface SchemeVersionDto {
  readonly version: number;
  readonly author: PersonDto;
  readonly createdAt: number;
  readonly approvedAt: number | null;
  readonly definition: SchemeDefinitionDto;
}

export interface FieldChangeDto {
  readonly field: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** GET /schemes/{id}/diff. */
export interface SchemeDiffDto {
  readonly from: number;
  readonly to: number;
  readonly changes: readonly FieldChangeDto[];
}

/** POST /content/preview. */
export interface PreviewDto {
  /** Null when the template has faults. */
  readonly text: string | null;
  readonly encoding: 'gsm-7' | 'ucs-2';
  readonly units: number;
  readonly segments: number;
  readonly unitsPerSegment: number;
  readonly unitsLeft: number;
  readonly faults: readonly {
    readonly line: number;
    readonly column: number;
    readonly code: string;
    readonly message: { readonly zh: string; readonly en: string };
  }[];
  readonly variables: readonly {
    readonly name: string;
    readonly zh: string;
    readonly en: string;
    readonly sample: string;
  }[];
}

export interface ReasonCountDto {
  readonly reason: string;
  readonly detail: string | null;
  readonly count: number;
}

export interface RehearsalSampleDto {
  readonly subject: string;
  readonly eventTime: string;
  readonly areaId: string | null;
  readonly reason: string;
  readonly language: string;
  readonly channel: string | null;
  readonly text: string | null;
  readonly segments: number;
}

/** GET /rehearsals/{id}. */
export interface RehearsalDto {
  readonly rehearsalId: string;
  readonly schemeId: string;
  readonly version: number;
  readonly state: 'queued' | 'running' | 'done' | 'failed';
  /** 0 to 1. */
  readonly progress: number;
  readonly from: number;
  readonly to: number;
  readonly source: 'inbox' | 'store' | null;
  readonly requestedBy: string;
  readonly createdAt: number;
  readonly finishedAt: number | null;
  readonly error: string | null;
  readonly funnel: {
    readonly detections: number;
    readonly triggers: number;
    readonly eligible: number;
    readonly heldOut: number;
    readonly sent: number;
    readonly deferred: number;
    readonly reasons: readonly ReasonCountDto[];
    readonly expectedWeekly: number;
  } | null;
  readonly cost: {
    readonly messages: number;
    readonly segments: number;
    readonly amount: number;
    readonly currency: string;
    readonly pricePerSegment: number;
  } | null;
  readonly samples: readonly RehearsalSampleDto[];
}

/** GET /schemes/{id}/funnel. */
export interface SchemeFunnelDto {
  readonly from: number | null;
  readonly to: number;
  readonly triggers: number;
  readonly eligible: number;
  readonly sent: number;
  readonly delivered: number;
  readonly reasons: readonly ReasonCountDto[];
  readonly balanced: boolean;
}

type Interval = readonly [number, number];

export interface EffectArmDto {
  readonly subjects: number;
  readonly successes: number;
  readonly share: number | null;
  readonly interval: Interval | null;
}

/** GET /schemes/{id}/effect. */
export interface EffectDto {
  readonly schemeId: string;
  readonly at: number;
  readonly successEvent: SuccessEventDto;
  readonly treated: EffectArmDto;
  readonly control: EffectArmDto;
  /** Decided too lately for their days to be over. */
  readonly maturing: number;
  readonly difference: number | null;
  readonly interval: Interval | null;
  readonly verdict:
    'not-enough-sample' | 'no-control' | 'no-difference' | 'better' | 'worse' | 'not-comparable';
  readonly words: { readonly zh: string; readonly en: string };
  readonly sampleRatio: {
    readonly expectedControlShare: number;
    readonly observedControlShare: number | null;
    readonly chiSquare: number | null;
    readonly p: number | null;
    readonly ok: boolean | null;
    readonly words: { readonly zh: string; readonly en: string };
  };
}
