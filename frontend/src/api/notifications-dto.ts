import type { Bilingual } from './alerts-dto.ts';

/** One thing that somebody is told. */
export interface NoticeDto {
  readonly id: number;
  readonly kind: string;
  readonly alertId: string;
  readonly text: Bilingual;
  readonly at: number;
  readonly readAt: number | null;
}

/** GET /notifications. */
export interface NoticesDto {
  /** Newest first. */
  readonly items: readonly NoticeDto[];
  readonly unread: number;
  readonly nextCursor: number | null;
}
