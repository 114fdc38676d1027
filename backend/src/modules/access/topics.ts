import { READERS } from './allow.decorator.ts';
import { hasRole, type Principal, type Role } from './principal.ts';

/** Whoever may see, in short, what people do about figures: walls show it, programs have no business with it. */
const PEOPLE_AND_WALLS = READERS.filter((role) => role !== 'integrator');

/** Live topics by the name before the colon, and who may subscribe. Entries outside the scope are left out. */
export const TOPICS = {
  overview: READERS,
  area: READERS,
  hotspot: READERS,
  detections: READERS,
  pipeline: READERS,
  alerts: PEOPLE_AND_WALLS,
  campaigns: PEOPLE_AND_WALLS,
  map: READERS,
  clock: READERS,
} as const satisfies Record<string, readonly Role[]>;

export type TopicName = keyof typeof TOPICS;

/** `area:990101` → `area`; null: there is no such topic. */
export function topicName(topic: string): TopicName | null {
  const [name = ''] = topic.split(':', 1);
  return Object.hasOwn(TOPICS, name) ? (name as TopicName) : null;
}

/** Whether somebody may subscribe to topics of a name. */
export function mayFollow(principal: Principal, name: TopicName): boolean {
  if (principal.feeds !== undefined) return false;
  return hasRole(principal, ...TOPICS[name]);
}
