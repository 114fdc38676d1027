/** Whether a failure of the system carries this code. Errors may come from another realm, so no `instanceof`. */
export function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}

/** What was thrown, as an error. */
export function toError(thrown: unknown): Error {
  const like = typeof thrown === 'object' && thrown !== null && 'message' in thrown && 'name' in thrown;
  return like ? (thrown as Error) : new Error(String(thrown));
}
