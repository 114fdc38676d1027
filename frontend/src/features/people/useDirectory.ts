import { computed, type ComputedRef } from 'vue';
import type { PersonDto } from '../../api/alerts-dto.ts';
import type { UserDto } from '../../api/access-dto.ts';
import { WHO } from '../desk/who.ts';
import { useLoaded } from '../desk/useLoaded.ts';
import { useSessionStore } from '../session/session-store.ts';
import { POSITIONS } from './usePosition.ts';

/** Whom a chain can name: positions, and people where one may see them. */
export function useDirectory(): {
  readonly people: ComputedRef<readonly PersonDto[]>;
  readonly positions: ComputedRef<readonly string[]>;
} {
  const session = useSessionStore();
  const users = useLoaded<{ items: readonly UserDto[] }>(() =>
    session.has(...WHO.seePeople) ? '/users' : null,
  );
  const held = useLoaded<{ items: readonly { position: string }[] }>('/positions');
  return {
    people: computed(() => users.data.value?.items ?? []),
    positions: computed(() => [
      ...new Set([...POSITIONS, ...(held.data.value?.items ?? []).map(({ position }) => position)]),
    ]),
  };
}
