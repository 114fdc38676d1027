import type { Detection } from '@tidewall/streams/events';
import { computed, type ComputedRef } from 'vue';
import type { DetectionPageDto } from '../../api/dto.ts';
import { pathOf } from '../../api/rest.ts';
import { useResource } from '../../composables/useResource.ts';
import { mergedDetections } from '../live/detections.ts';
import { useLiveStore } from '../live/live-store.ts';
import { useOverviewStore } from '../live/overview-store.ts';
import { runningActivities } from './campus-events.ts';

const EVERY_MS = 15_000;
/** What comes in numbers is counted by campus and day, so much of it is asked for. */
const QUERIES = [
  { type: 'campus-activity', limit: 50 },
  { type: 'campus-newcomer', subtype: 'rival', limit: 200 },
  { type: 'campus-rival', limit: 50 },
  { type: 'campus-student', limit: 500 },
] as const;

export interface CampusDetections {
  /** Newest first. */
  readonly detections: ComputedRef<readonly Detection[]>;
  /** By campus: a surge or lull under way. */
  readonly running: ComputedRef<ReadonlyMap<string, 'surge' | 'lull'>>;
  /** The store has answered for all types. */
  readonly loaded: ComputedRef<boolean>;
  readonly failed: ComputedRef<boolean>;
}

/** What was detected on campuses: the live topic holds the newest of all types, older ones come from the store. */
export function useCampusDetections(): CampusDetections {
  const live = useLiveStore();
  const store = useOverviewStore();
  const pages = QUERIES.map((query) => useResource<DetectionPageDto>(pathOf('/detections', query), EVERY_MS));
  const detections = computed(() =>
    mergedDetections(
      ...pages.map((page) => page.value?.data?.items ?? []),
      store.detections.filter(({ type }) => type.startsWith('campus-')),
    ),
  );
  const running = computed(() =>
    runningActivities(detections.value, live.systemNow ?? Number.POSITIVE_INFINITY),
  );
  const loaded = computed(() => pages.every((page) => page.value?.data != null));
  const failed = computed(() => pages.some((page) => page.value?.failed === true));
  return { detections, running, loaded, failed };
}
