import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Request } from 'express';
import type { Params } from 'nestjs-pino';
import type { Logger } from 'pino';

/**
 * Request logging: constant message, request id, the route's pattern instead of the address. Bodies, queries and
 * headers are never logged: they may carry numbers of subscribers.
 */
export function httpLogging(logger: Logger): Params {
  return {
    pinoHttp: {
      logger,
      quietReqLogger: true,
      genReqId: (request) => request.id,
      wrapSerializers: false,
      serializers: { req: () => undefined, res: () => undefined, err: () => undefined },
      customLogLevel: (_request: IncomingMessage, response: ServerResponse, error?: Error) =>
        error !== undefined || response.statusCode >= 500 ? 'warn' : 'debug',
      customSuccessMessage: () => 'request answered',
      customErrorMessage: () => 'request failed',
      customSuccessObject: summary,
      customErrorObject: (request, response, _error, values: object) => summary(request, response, values),
    },
  };
}

function summary(request: IncomingMessage, response: ServerResponse, values: object): object {
  // Whoever hangs up before the answer gets none, whatever status was prepared.
  const status = response.headersSent ? response.statusCode : null;
  return { ...values, method: request.method, route: routeOf(request), status };
}

/** The pattern of the matched route (`/api/v1/areas/:id`), bounded and free of values; `other` when none matched. */
export function routeOf(request: IncomingMessage): string {
  const route: unknown = (request as Request).route;
  const path = typeof route === 'object' && route !== null && 'path' in route ? route.path : undefined;
  return typeof path === 'string' && !isCatchAll(path) ? path : 'other';
}

/** Middleware of the framework is routed too, at a pattern that matches everything. */
export function isCatchAll(path: string): boolean {
  return path.includes('*');
}
