import { RequestMethod } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Router } from 'express';
import { AppModule, type AppParts } from './app.module.ts';
import { hostCheck, isOurHost } from './modules/access/host-check.ts';
import { LiveIoAdapter } from './modules/live/live-io.adapter.ts';
import { MetricsService } from './modules/metrics/metrics.service.ts';
import { answerBrokenRequests } from './modules/web/broken-requests.ts';
import { answerError, AppExceptionFilter } from './modules/web/exception.filter.ts';
import { FrameworkLogger } from './modules/web/logger.ts';
import { serveOpenApi } from './modules/web/open-api.ts';
import { requestIds } from './modules/web/request-ids.ts';
import { requestTimes } from './modules/web/request-times.ts';
import { securityHeaders } from './modules/web/security.ts';
import { staticFiles } from './modules/web/static-files.ts';
import { validationPipe } from './modules/web/validation.pipe.ts';

/** Builds the application around its parts; the caller listens. `frontend` is the folder of the built pages. */
export async function createApp(parts: AppParts, frontend: string | null): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.of(parts), {
    bodyParser: false,
    logger: new FrameworkLogger(parts.logger),
    abortOnError: false,
    forceCloseConnections: true,
  });
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('trust proxy', parts.config.http.proxies);
  app.setGlobalPrefix('api/v1', {
    exclude: ['healthz', 'readyz', 'metrics'].map((path) => ({ path, method: RequestMethod.GET })),
  });
  const express = app.getHttpAdapter().getInstance();
  const metrics = app.get(MetricsService);
  app.use(requestIds());
  app.use(requestTimes((...values) => metrics.observeRequest(...values)));
  app.use(securityHeaders());
  app.use(hostCheck(parts.config, (error, request, response) => answerError(request, response, error)));
  app.useGlobalPipes(validationPipe());
  const filter = new AppExceptionFilter(express, parts.logger);
  app.useGlobalFilters(filter);
  app.useWebSocketAdapter(new LiveIoAdapter(app, (host) => isOurHost(parts.config, host)));
  serveOpenApi(app, parts.build.version);
  if (frontend !== null) app.use(staticFiles(frontend) satisfies Router);
  answerBrokenRequests(app.getHttpServer());
  await app.init();
  express.use((request, response) => filter.answerUnmatched(request, response));
  return app;
}
