import { computed } from 'vue';
import type { UserDto } from '../../api/access-dto.ts';
import { WHO } from '../desk/who.ts';
import { useLoaded } from '../desk/useLoaded.ts';
import { useSessionStore } from '../session/session-store.ts';

/** Names of people by their id, where one may see people; else the id. */
export function useActorNames(): (id: string) => string {
  const session = useSessionStore();
  const { data } = useLoaded<{ items: readonly UserDto[] }>(() =>
    session.has(...WHO.seePeople) ? '/users' : null,
  );
  const names = computed(() => new Map(data.value?.items.map(({ id, name }) => [id, name])));
  return (id) => names.value.get(id) ?? (id === session.user?.id ? session.user.name : id);
}
