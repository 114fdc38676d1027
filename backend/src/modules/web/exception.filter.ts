import { Catch, NotFoundException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Express, Request, Response } from 'express';
import type { Logger } from 'pino';
import { allowedMethods } from './allowed-methods.ts';
import { AppError } from './app-error.ts';
import { expectedError, type ErrorBody } from './error-body.ts';

/** Turns everything thrown below HTTP into `{code, message, details?, requestId}`; logs only what is a fault of ours. */
@Catch()
export class AppExceptionFilter implements ExceptionFilter {
  readonly #app: Express;
  readonly #log: Logger;

  constructor(app: Express, log: Logger) {
    this.#app = app;
    this.#log = log;
  }

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.#answer(thrown, http.getRequest<Request>(), http.getResponse<Response>());
  }

  /** Answers what no route has taken: outside its prefix the framework leaves that to others. */
  answerUnmatched(request: Request, response: Response): void {
    this.#answer(new NotFoundException(), request, response);
  }

  #answer(thrown: unknown, request: Request, response: Response): void {
    const error = this.#wrongMethod(thrown, request) ?? expectedError(thrown);
    if (error === null) {
      this.#log.error({ module: 'web', requestId: requestIdOf(request), err: thrown }, 'request failed');
    }
    answerError(request, response, error ?? new AppError('internal', 'something went wrong on our side'));
  }

  #wrongMethod(thrown: unknown, request: Request): AppError | null {
    if (!(thrown instanceof NotFoundException)) return null;
    const allowed = allowedMethods(this.#app, pathOf(request));
    if (allowed.length === 0 || allowed.includes(request.method)) return null;
    const message = `this address answers ${allowed.join(', ')}`;
    return new AppError('method-not-allowed', message, { headers: { Allow: allowed.join(', ') } });
  }
}

/** Writes an error answer unless one has begun. */
export function answerError(request: Request, response: Response, error: AppError): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const body: ErrorBody = {
    code: error.code,
    message: error.message,
    ...(error.details === undefined ? {} : { details: error.details }),
    requestId: requestIdOf(request),
  };
  // A route may have set the type of what it meant to answer.
  response.status(error.status).type('json').set(error.headers).set('Cache-Control', 'no-store').json(body);
}

/** The framework answers unknown addresses below its prefix, where `path` has lost it. */
function pathOf(request: Request): string {
  return request.originalUrl.split('?', 1)[0] ?? '/';
}

function requestIdOf(request: Request): string {
  const id: unknown = request.id;
  return typeof id === 'string' ? id : '';
}
