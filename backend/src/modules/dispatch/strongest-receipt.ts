import type { NotedReceipt } from './receipts.types.ts';

const STRENGTH: Readonly<Record<NotedReceipt['state'], number>> = {
  accepted: 0,
  expired: 1,
  failed: 1,
  delivered: 2,
};

/** Of several receipts for one message, the one that says most: what has arrived has arrived. */
export function strongest(receipts: readonly NotedReceipt[]): readonly NotedReceipt[] {
  const best = new Map<string, NotedReceipt>();
  for (const receipt of receipts) {
    const key = receipt.submissionId ?? `${receipt.channel} ${receipt.providerMessageId}`;
    const known = best.get(key);
    if (known === undefined || STRENGTH[receipt.state] > STRENGTH[known.state]) best.set(key, receipt);
  }
  return [...best.values()];
}
