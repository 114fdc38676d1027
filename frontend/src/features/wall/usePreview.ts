import { useEventListener } from '@vueuse/core';
import type { SceneDto } from '../../api/scenes-dto.ts';
import { useWallSetStore } from './wall-set-store.ts';

/** What the editor and the wall in its frame say to each other. */
export type PreviewMessage =
  | { readonly kind: 'tidewall-preview-ready' }
  | { readonly kind: 'tidewall-preview-draft'; readonly scene: SceneDto };

/** A wall in the frame of the editor. */
export function isPreview(query: Readonly<Record<string, unknown>>): boolean {
  return 'preview' in query;
}

/** Shows the editor's draft in the place of its scene, with the figures of now. Nobody but our own pages is listened to. */
export function usePreview(): void {
  const store = useWallSetStore();
  useEventListener('message', ({ origin, source, data }: MessageEvent<PreviewMessage | undefined>) => {
    if (origin !== location.origin || source !== window.parent) return;
    if (data?.kind === 'tidewall-preview-draft') store.draft = data.scene;
  });
  window.parent.postMessage({ kind: 'tidewall-preview-ready' } satisfies PreviewMessage, location.origin);
}
