import type { HeldPositionDto, UserDto } from '../../api/access-dto.ts';
import type { Role } from '../session/session.ts';

/** What the dialog holds. */
export interface UserDraft {
  login: string;
  name: string;
  roles: Role[];
  everything: boolean;
  scope: string[];
  positions: { position: string; areaId: string | undefined }[];
  language: 'zh-CN' | 'en';
  email: string;
  /** Empty: stays as it is. */
  phone: string;
  removePhone: boolean;
}

export function draftOf(user: UserDto | null): UserDraft {
  return {
    login: user?.login ?? '',
    name: user?.name ?? '',
    roles: [...(user?.roles ?? ['reporter' as const])],
    everything: user !== null && user.scope === null,
    scope: [...(user?.scope ?? [])],
    positions: (user?.positions ?? []).map((held) => ({ ...held })),
    language: user?.language ?? 'zh-CN',
    email: user?.email ?? '',
    phone: '',
    removePhone: false,
  };
}

/** The body for a new user. */
export function newUserOf(draft: UserDraft): Record<string, unknown> {
  return { login: draft.login.trim(), ...valuesOf(draft) };
}

/** The body for a change: only what differs, so that a change of roles does not write the rest anew. */
export function changesOf(draft: UserDraft, user: UserDto): Record<string, unknown> {
  const before = valuesOf(draftOf(user));
  const changed = Object.entries(valuesOf(draft)).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]),
  );
  return { version: user.version, ...Object.fromEntries(changed) };
}

function valuesOf(draft: UserDraft): Record<string, unknown> {
  const { roles, everything, scope, positions, language, phone, removePhone } = draft;
  const held = positions.filter((entry): entry is HeldPositionDto => entry.areaId !== undefined);
  return {
    name: draft.name.trim(),
    roles,
    scope: everything ? null : scope,
    positions: held,
    language,
    email: draft.email.trim() === '' ? null : draft.email.trim(),
    ...(removePhone ? { phone: null } : phone.trim() === '' ? {} : { phone: phone.replaceAll(/[\s-]/g, '') }),
  };
}

/** Whether the server can be asked; it judges the rest. */
export function isComplete(draft: UserDraft): boolean {
  const somewhere = draft.everything || draft.scope.length > 0;
  const held = draft.positions.every(
    ({ position, areaId }) => position.trim() !== '' && areaId !== undefined,
  );
  return draft.login.trim() !== '' && draft.name.trim() !== '' && draft.roles.length > 0 && somewhere && held;
}
