import type { Bilingual, PersonDto, Severity } from './alerts-dto.ts';

/** The contract of silences, as the server describes it in its OpenAPI document. Times are epoch milliseconds. */
export interface SilenceMatchDto {
  readonly indicatorIds: readonly string[];
  readonly areaIds: readonly string[];
  readonly severities: readonly Severity[];
}

export interface SilenceDto {
  readonly id: string;
  readonly match: SilenceMatchDto;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly reason: string;
  readonly author: PersonDto;
  readonly createdAt: number;
  readonly expiredAt: number | null;
  readonly state: 'pending' | 'active' | 'over';
  readonly silenced: number;
}

/** POST /silences/preview. */
export interface SilencePreviewDto {
  readonly total: number;
  readonly alerts: readonly {
    readonly id: string;
    readonly number: number;
    readonly title: Bilingual;
    readonly areaId: string | null;
    readonly state: string;
  }[];
}
