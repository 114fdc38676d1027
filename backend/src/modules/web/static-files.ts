import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type NextFunction, type Request, type Response, type Router } from 'express';

/** Addresses that belong to the server: an unknown one among them is an error, not a page. */
const SERVER_PATHS = /^\/(?:api|socket\.io|healthz|readyz|metrics)(?:\/|$)/;

/**
 * Serves the built frontend: hashed assets for ever, everything else revalidated, and the page itself for any other
 * address a browser asks for, because the routes live in the browser.
 */
export function staticFiles(directory: string): Router {
  const router = express.Router();
  const page = join(directory, 'index.html');
  router.use(
    express.static(directory, {
      index: false,
      redirect: false,
      setHeaders: (response, path) => {
        const hashed = path.startsWith(join(directory, 'assets'));
        response.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    }),
  );
  router.use((request: Request, response: Response, next: NextFunction) => {
    if (!wantsPage(request) || !existsSync(page)) {
      next();
      return;
    }
    response.sendFile(page, { headers: { 'Cache-Control': 'no-cache' } });
  });
  return router;
}

function wantsPage(request: Request): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  const isFile = /\.[^/]*$/.test(request.path);
  return !isFile && !SERVER_PATHS.test(request.path) && request.accepts(['html', 'json']) === 'html';
}
