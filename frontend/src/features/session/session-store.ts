import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { SessionDto, SignInOptionsDto } from '../../api/access-dto.ts';
import { getJson, RestError, sendJson } from '../../api/rest.ts';
import { isLocale, setLocale } from '../../i18n/i18n.ts';
import { rememberedLocale } from '../desk/language.ts';
import type { Role } from './session.ts';

/** `unknown` until the server has said; `unreachable` when it could not be asked. */
type SessionState = 'unknown' | 'signed-in' | 'signed-out' | 'unreachable';

/** Who sits here, as the server says. Nothing of it is kept in the browser. */
export const useSessionStore = defineStore('session', () => {
  const state = shallowRef<SessionState>('unknown');
  const session = shallowRef<SessionDto | null>(null);
  /** How one signs in apart from a password; null: not known, or not at all. */
  const provider = shallowRef<SignInOptionsDto['provider']>(null);

  const user = computed(() => session.value?.user ?? null);
  const roles = computed<readonly Role[]>(() => user.value?.roles ?? []);
  const mustChangePassword = computed(() => session.value?.mustChangePassword ?? false);

  /** Nothing is outside the scope. */
  const seesEverything = computed(() => user.value !== null && user.value.scope === null);

  function has(...wanted: readonly Role[]): boolean {
    return wanted.some((role) => roles.value.includes(role));
  }

  async function load(): Promise<void> {
    try {
      enter(await getJson<SessionDto>('/session'));
    } catch (error) {
      session.value = null;
      const refused = error instanceof RestError && (error.status === 401 || error.status === 403);
      state.value = refused ? 'signed-out' : 'unreachable';
    }
  }

  /** Asks the server once; later calls wait for nothing while somebody is signed in. */
  async function ensure(): Promise<void> {
    if (state.value !== 'signed-in') await load();
  }

  async function signIn(login: string, password: string): Promise<void> {
    enter(await sendJson<SessionDto>('POST', '/session', { login, password }));
  }

  async function loadOptions(): Promise<void> {
    try {
      provider.value = (await getJson<SignInOptionsDto>('/session/options')).provider;
    } catch (error) {
      if (error instanceof RestError && error.status === 0) state.value = 'unreachable';
    }
  }

  async function changePassword(current: string, next: string): Promise<void> {
    enter(await sendJson<SessionDto>('PUT', '/session/password', { current, next }));
  }

  /** Leaves by a fresh page: nothing of this person stays in memory. */
  async function signOut(): Promise<void> {
    await sendJson('DELETE', '/session');
    location.assign('/desk/sign-in');
  }

  function enter(answer: SessionDto): void {
    session.value = answer;
    state.value = 'signed-in';
    const { language } = answer.user;
    if (new URLSearchParams(location.search).has('lang')) return;
    const chosen = rememberedLocale() ?? language;
    if (isLocale(chosen)) setLocale(chosen);
  }

  return {
    state,
    session,
    user,
    roles,
    mustChangePassword,
    has,
    seesEverything,
    provider,
    loadOptions,
    ensure,
    signIn,
    signOut,
    changePassword,
  };
});
