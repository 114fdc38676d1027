import type { Detection, DetectionType } from '@tidewall/streams';

/** Detections of one person: only these can lead to a message. */
export type TriggerType = Extract<
  DetectionType,
  'homecoming' | 'campus-newcomer' | 'campus-student' | 'campus-rival'
>;

/** `draft → submitted → approved | returned → scheduled → running ⇄ paused → ended` */
export type SchemeState =
  'draft' | 'submitted' | 'approved' | 'returned' | 'scheduled' | 'running' | 'paused' | 'ended';

/** Of texts that subscribers read. */
export type ContentLanguage = 'zh-CN' | 'en';

/** How a value is compared. `is` and `is-not` take texts, numbers and truths, `contains` looks into a list. */
export type FilterOperator = 'at-least' | 'at-most' | 'is' | 'is-not' | 'contains' | 'exists';

export interface EvidenceFilter {
  /** Name in the evidence, a dot goes deeper: `awayDays`, `festival.name`. */
  readonly field: string;
  readonly operator: FilterOperator;
  /** Left out for `exists`. */
  readonly value?: string | number | boolean | undefined;
}

export interface SchemeTrigger {
  readonly types: readonly TriggerType[];
  /** Empty: all of them. */
  readonly subtypes: readonly string[];
  /** With everything below them; empty: everywhere. */
  readonly areaIds: readonly string[];
  /** Empty: everywhere. */
  readonly hotspotIds: readonly string[];
  /** All of them must hold. */
  readonly evidence: readonly EvidenceFilter[];
}

/** What is known of a subscriber of ours. */
export interface SubjectProfile {
  readonly homeAreaId?: string | undefined;
  readonly activatedAt?: number | undefined;
  readonly brand?: string | undefined;
  readonly tariffId?: string | undefined;
  readonly groupCustomer?: boolean | undefined;
  readonly virtualNetwork?: boolean | undefined;
  readonly status?: 'active' | 'suspended' | 'closed' | undefined;
}

/** Whom a decision is about. */
export interface Subject {
  readonly kind: 'subscriber' | 'number';
  /** Pseudonym. */
  readonly id: string;
  /** Null: nothing is known, so that every condition on it fails. */
  readonly profile: SubjectProfile | null;
  /** Stored lists that hold it. */
  readonly listIds: readonly string[];
}

export type AudienceAttribute = keyof Omit<SubjectProfile, 'activatedAt'> | 'tenureDays';

export interface AudienceCondition {
  readonly attribute: AudienceAttribute;
  readonly operator: FilterOperator;
  readonly value?: string | number | boolean | undefined;
}

export interface SchemeAudience {
  /** Own subscribers, numbers that are not ours, or both. */
  readonly kinds: readonly Subject['kind'][];
  /** All of them must hold. */
  readonly conditions: readonly AudienceCondition[];
  /** Only who is on this stored list. */
  readonly listId: string | null;
}

/** Liquid templates: language → channel (its name in the configuration) → text. */
export type SchemeContent = Readonly<
  Partial<Record<ContentLanguage, Readonly<Record<string, string>> | undefined>>
>;

/** At most so many messages of this scheme to one subscriber within any span of so many milliseconds. */
export interface SchemeCap {
  readonly limit: number;
  readonly windowMs: number;
}

export type LifecycleKind =
  'activated' | 'deactivated' | 'ported-in' | 'ported-out' | 'suspended' | 'resumed' | 'product-ordered';

/** What counts as success, from the lifecycle feed. */
export interface SuccessEvent {
  readonly kind: LifecycleKind;
  /** Null: whatever the product. */
  readonly productId: string | null;
  /** Days after the decision. */
  readonly withinDays: number;
}

/** What people write: immutable once saved as a version. */
export interface SchemeDefinition {
  readonly name: string;
  readonly goal: string;
  readonly trigger: SchemeTrigger;
  readonly audience: SchemeAudience;
  readonly content: SchemeContent;
  readonly channel: string;
  /** Tried when the first one has no content or fails for good. */
  readonly fallbackChannel: string | null;
  /** Event time: an older trigger is stale [15 min]. */
  readonly maxAgeMs: number;
  /** Epoch milliseconds. Null: from the start on. */
  readonly validFrom: number | null;
  /** Epoch milliseconds, not included: then it is expired, and ends by itself. Null: until somebody ends it. */
  readonly validUntil: number | null;
  /** Larger wins among triggers of one subscriber that compete. */
  readonly priority: number;
  /** Expected gain of one message, decides between equal priorities. */
  readonly value: number;
  /** What caps of a category count, `care`, `offer`. */
  readonly category: string;
  readonly caps: readonly SchemeCap[];
  /** Share of the eligible who are not contacted, 0 to 0.5. */
  readonly controlShare: number;
  readonly quietHours: 'defer' | 'drop';
  readonly successEvent: SuccessEvent;
}

/** What the decision reads. `areas`: the trigger's areas with everything below them; null: everywhere. */
export interface RunningScheme extends SchemeDefinition {
  readonly schemeId: string;
  readonly version: number;
  readonly areas: ReadonlySet<string> | null;
  /** Epoch milliseconds. */
  readonly startedAt: number;
}

/** What a trigger is judged by. */
export type TriggerDetection = Pick<
  Detection,
  'type' | 'subtype' | 'areaId' | 'hotspotId' | 'evidence' | 'subject' | 'retracted'
>;

/** Bounded: what a decision row can say beside `not-eligible`. */
export type IneligibleWhy = 'subject-kind' | 'not-on-list' | 'profile-unknown' | 'condition';

export type Eligibility =
  | { readonly eligible: true }
  | { readonly eligible: false; readonly why: IneligibleWhy; readonly attribute?: AudienceAttribute };
