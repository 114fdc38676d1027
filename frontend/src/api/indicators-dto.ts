import type { Bilingual, Severity } from './alerts-dto.ts';

/** The contract of indicators, as the server describes it in its OpenAPI document. Times are epoch milliseconds. */
export type SourceDto =
  | {
      readonly kind: 'metric';
      readonly metric: string;
      readonly step: string;
      readonly operatorId?: string | undefined;
    }
  | {
      readonly kind: 'detection';
      readonly type: string;
      readonly subtype?: string | undefined;
      readonly where: Readonly<Record<string, string | number | boolean>>;
    };

export type PlaceDto =
  | { readonly kind: 'areas'; readonly areaIds: readonly string[]; readonly below: boolean }
  | { readonly kind: 'levels'; readonly levels: readonly string[]; readonly under?: string | undefined }
  | {
      readonly kind: 'hotspots';
      readonly hotspotIds?: readonly string[] | undefined;
      readonly type: string;
    };

export type ConditionDto =
  | { readonly kind: 'below' | 'above'; readonly threshold: number }
  | {
      readonly kind: 'change';
      readonly against: 'yesterday' | 'last-week';
      readonly direction: 'drop' | 'rise';
      readonly ratio: number;
      readonly minBase: number;
    }
  | {
      readonly kind: 'robust-z';
      readonly direction: 'drop' | 'rise';
      readonly score: number;
      readonly weeks: number;
      readonly minPoints: number;
      /** In units of the figure. */
      readonly minDistance: number;
    };

export type StepDto =
  | { readonly kind: 'position'; readonly position: string }
  | { readonly kind: 'person'; readonly personId: string };

export interface DueDto {
  readonly hours: number;
  readonly working: boolean;
  readonly remindBeforeHours: number;
}

export interface DefinitionDto {
  readonly name: Bilingual;
  readonly about?: Bilingual | undefined;
  readonly source: SourceDto;
  readonly place: PlaceDto;
  readonly condition?: ConditionDto | undefined;
  readonly forMinutes: number;
  readonly severity: Severity;
  readonly chain: readonly StepDto[];
  readonly due: DueDto;
  readonly trackingDays: number;
  readonly template: Bilingual;
  readonly links: readonly { readonly label: Bilingual; readonly href: string }[];
}

export interface IndicatorDto {
  readonly id: string;
  readonly key: string | null;
  readonly version: number;
  readonly enabled: boolean;
  readonly definition: DefinitionDto;
  readonly authorId: string;
  readonly createdAt: number;
  readonly changedAt: number;
  readonly openAlerts: number;
  readonly evaluatedTo: number | null;
}

export interface IndicatorVersionDto {
  readonly version: number;
  readonly definition: DefinitionDto;
  readonly authorId: string;
  readonly at: number;
}

export interface IndicatorDetailDto extends IndicatorDto {
  /** Newest first. */
  readonly versions: readonly IndicatorVersionDto[];
}

/** POST and GET /indicators/dry-run. */
export interface DryRunDto {
  readonly id: string;
  readonly state: 'running' | 'done' | 'failed';
  readonly progress: number;
  readonly from: number;
  readonly to: number;
  readonly total: number;
  readonly byArea: readonly {
    readonly areaId: string;
    readonly hotspotId: string | null;
    readonly count: number;
    readonly times: readonly number[];
  }[];
  readonly truncated: boolean;
}

/** What the editor offers. */
export interface CatalogDto {
  readonly metrics: readonly {
    readonly metric: string;
    readonly of: 'area' | 'hotspot';
    readonly steps: readonly string[];
    readonly unit: string;
    readonly label: Bilingual;
  }[];
  readonly detections: readonly { readonly type: string; readonly subtypes: readonly string[] }[];
  readonly variables: readonly { readonly name: string; readonly label: Bilingual }[];
}
