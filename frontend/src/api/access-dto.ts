import type { Role } from '../features/session/session.ts';

/** The contract of people and access, as the server describes it in its OpenAPI document. Times are epoch milliseconds. */
export interface HeldPositionDto {
  readonly position: string;
  readonly areaId: string;
}

export interface UserDto {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Null: everything. */
  readonly scope: readonly string[] | null;
  readonly positions: readonly HeldPositionDto[];
  readonly language: 'zh-CN' | 'en';
  readonly email: string | null;
  /** The number itself never comes back. */
  readonly hasPhone: boolean;
  /** Signs in through the provider. */
  readonly external: boolean;
  readonly mustChangePassword: boolean;
  readonly disabled: boolean;
  readonly version: number;
}

/** GET and POST /session. */
export interface SessionDto {
  readonly user: UserDto;
  readonly mustChangePassword: boolean;
  readonly expiresAt: number | null;
}

/** GET /session/options. */
export interface SignInOptionsDto {
  readonly provider: { readonly name: string; readonly href: string } | null;
}

/** POST /users and /users/{id}/reset-password: shown this once. */
export interface OneTimePasswordDto {
  readonly user: UserDto;
  readonly oneTimePassword: string;
}
