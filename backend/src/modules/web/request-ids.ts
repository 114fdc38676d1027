import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';

/** Names every request, in its answer and in the log. Names that clients send are not taken: they may hold anything. */
export function requestIds(): RequestHandler {
  return (request, response, next) => {
    request.id = randomUUID();
    response.setHeader('X-Request-Id', request.id);
    // What is not said otherwise below is about now.
    response.setHeader('Cache-Control', 'no-store');
    next();
  };
}
