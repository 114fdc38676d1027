import { AppError } from '../web/app-error.ts';
import type { Principal } from './principal.ts';

/** Throws `forbidden` when a key is limited to other feeds. */
export function assertMayDeliver({ feeds }: Principal, feed: string): void {
  if (feeds !== undefined && !feeds.includes(feed))
    throw new AppError('forbidden', 'this key may not deliver this feed');
}
