import type { Role } from '../access/principal.ts';

export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A position in an area, like the head of a county. */
export interface HeldPosition {
  readonly position: string;
  readonly areaId: string;
}

/** Somebody who can sign in and be told things. Telephone numbers are not part of it. */
export interface Person {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly scope: readonly string[] | null;
  readonly positions: readonly HeldPosition[];
  readonly language: Language;
  readonly email: string | null;
  readonly hasPhone: boolean;
  /** Signs in through the provider instead of with a password. */
  readonly external: boolean;
  readonly mustChangePassword: boolean;
  readonly disabled: boolean;
  readonly version: number;
}

/** Who is signed in in a browser. */
export interface SessionView {
  readonly user: Person;
  /** Nothing else is allowed until it is. */
  readonly mustChangePassword: boolean;
  /** At the latest, epoch milliseconds; null: it has ended. */
  readonly expiresAt: number | null;
}
