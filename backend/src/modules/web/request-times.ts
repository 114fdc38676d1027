import type { RequestHandler } from 'express';
import { routeOf } from './http-logging.ts';

/** Reports every answered request: method, route pattern, status, seconds. */
export function requestTimes(
  report: (method: string, route: string, status: number, seconds: number) => void,
): RequestHandler {
  return (request, response, next) => {
    const begun = performance.now();
    response.once('finish', () =>
      report(request.method, routeOf(request), response.statusCode, (performance.now() - begun) / 1000),
    );
    next();
  };
}
