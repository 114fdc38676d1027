/**
 * `queued → submitting → accepted → delivered`, with `unknown` where nobody knows whether it was sent, `dead` where it
 * certainly was not and will not be, `failed` where the provider says that it did not arrive, `cancelled` where we ended it.
 * `submitting` is written before anything leaves: whoever finds it after a crash knows that it may have been sent.
 */
export type OutboxState =
  'queued' | 'submitting' | 'accepted' | 'delivered' | 'failed' | 'unknown' | 'dead' | 'cancelled';
