import { z } from 'zod';

/** A structured value, which an environment variable writes as JSON. */
export function jsonText(kind: 'object' | 'list') {
  return z.unknown().transform((value, context) => {
    if (typeof value !== 'string') return value;
    try {
      return JSON.parse(value) as unknown;
    } catch {
      context.addIssue({ code: 'custom', message: `must be a JSON ${kind}` });
      return z.NEVER;
    }
  });
}
