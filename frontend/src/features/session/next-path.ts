/** Where a sign-in leads to: a page of the desk or a map, never an address of elsewhere. */
export function nextPath(query: unknown): string {
  return typeof query === 'string' && /^\/(desk|map)([/?]|$)/.test(query) ? query : '/desk';
}
