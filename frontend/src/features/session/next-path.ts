/** Where a sign-in leads to: a page of the desk, never an address of elsewhere. */
export function nextPath(query: unknown): string {
  return typeof query === 'string' && /^\/desk(\/|$)/.test(query) ? query : '/desk';
}
