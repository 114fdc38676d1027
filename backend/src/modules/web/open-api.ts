import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { TOPICS } from '../access/index.ts';

/** Builds the OpenAPI document from the controllers' schemas and serves it with its page at `/api/docs`. */
export function serveOpenApi(app: INestApplication, version: string): OpenAPIObject {
  const options = new DocumentBuilder()
    .setTitle('Tidewall')
    .setDescription('Signalling, usage and lifecycle events in; detections, windows and areas out.')
    .setVersion(version)
    .setOpenAPIVersion('3.1.0')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/')
    .build();
  const document = Object.assign(SwaggerModule.createDocument(app, options), {
    'x-live-topics': Object.entries(TOPICS).map(([topic, roles]) => ({ topic, roles })),
  });
  SwaggerModule.setup('api/docs', app, document, {
    jsonDocumentUrl: 'api/docs/openapi.json',
    yamlDocumentUrl: 'api/docs/openapi.yaml',
    customSiteTitle: 'Tidewall API',
  });
  return document;
}
