import type { Detection } from '@tidewall/streams/events';
import { computed, type ComputedRef } from 'vue';
import type { DetectionPageDto } from '../../api/dto.ts';
import { pathOf } from '../../api/rest.ts';
import { useResource } from '../../composables/useResource.ts';
import { mergedDetections, type OutageEvidence } from '../live/detections.ts';
import { useOverviewStore } from '../live/overview-store.ts';

const EVERY_MS = 15_000;

export interface Outages {
  /** Newest first. */
  readonly outages: ComputedRef<readonly Detection[]>;
  /** By source: since when it is out, RFC 3339. */
  readonly running: ComputedRef<ReadonlyMap<string, string>>;
}

/** Outages of sources, also those that began long ago. */
export function useOutages(): Outages {
  const store = useOverviewStore();
  const page = useResource<DetectionPageDto>(
    pathOf('/detections', { type: 'source-outage', limit: 20 }),
    EVERY_MS,
  );
  const outages = computed(() =>
    mergedDetections(
      page.value?.data?.items ?? [],
      store.detections.filter(({ type }) => type === 'source-outage'),
    ),
  );
  const running = computed(() => {
    const sources = new Map<string, string>();
    for (const { subject, evidence, eventTime } of outages.value.toReversed()) {
      const { since = eventTime, endedAt }: OutageEvidence = evidence;
      if (endedAt === undefined) sources.set(subject.id, since);
      else sources.delete(subject.id);
    }
    return sources;
  });
  return { outages, running };
}
