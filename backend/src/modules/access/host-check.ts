import type { Request, RequestHandler, Response } from 'express';
import { isIP } from 'node:net';
import type { Config } from '../../config/index.ts';
import { AppError } from '../web/app-error.ts';
import { hostNameOf, isLoopbackName } from './loopback.ts';

/**
 * Whether a Host header names this server. A page of another site can make its own name point here (DNS rebinding) and
 * then counts as our own origin; an address cannot be made to point elsewhere, and localhost always means this machine.
 */
export function isOurHost({ http }: Pick<Config, 'http'>, header: string | undefined): boolean {
  const name = hostNameOf(header);
  if (name === null) return false;
  return isLoopbackName(name) || isIP(name) !== 0 || name === http.host || http.hosts.includes(name);
}

/** Refuses requests that ask for this server by a name that is not ours. */
export function hostCheck(
  config: Pick<Config, 'http'>,
  refuse: (error: AppError, request: Request, response: Response) => void,
): RequestHandler {
  return (request, response, next) => {
    if (isOurHost(config, request.headers.host)) {
      next();
      return;
    }
    const message = 'this server is not known by this name: add it to http.hosts';
    refuse(new AppError('unknown-host', message), request, response);
  };
}
