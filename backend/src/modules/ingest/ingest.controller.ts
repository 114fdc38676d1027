import { Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Feed } from '@tidewall/streams';
import type { Request } from 'express';
import {
  Allow,
  assertMayDeliver,
  CurrentPrincipal,
  ForLimitedKeys,
  type Principal,
} from '../access/index.ts';
import { ApiErrors } from '../web/api-errors.ts';
import { faultsOf, invalidParameters } from '../web/app-error.ts';
import { BodyAdmission } from '../web/body-admission.ts';
import {
  ingestAnswerSchema,
  watermarkAnswerSchema,
  watermarkSchema,
  type IngestAnswer,
} from './ingest.dto.ts';
import { IngestService, type IngestMediaType } from './ingest.service.ts';
import { mediaTypeOf } from '../web/media-type.ts';
import { readBody } from '../web/read-body.ts';
import { readJson } from '../web/read-json.ts';

const MAX_BODY_BYTES = 16 * 1024 * 1024;
const MAX_HELD_BYTES = 12 * MAX_BODY_BYTES;
const MAX_JSON_BYTES = 4_096;
const EVENT_TYPES = ['application/x-ndjson', 'text/csv'] as const satisfies readonly IngestMediaType[];

@ApiTags('ingest')
@ApiErrors(400, 401, 403, 413, 415, 429, 503)
@Allow('integrator')
@ForLimitedKeys()
@Controller('ingest')
export class IngestController {
  readonly #admission = new BodyAdmission(MAX_HELD_BYTES);

  constructor(@Inject(IngestService) private readonly service: IngestService) {}

  @Post('signalling')
  @HttpCode(202)
  @ApiEvents('where subscribers are')
  signalling(@CurrentPrincipal() principal: Principal, @Req() request: Request): Promise<IngestAnswer> {
    return this.#events(principal, 'signalling', request);
  }

  @Post('usage')
  @HttpCode(202)
  @ApiEvents('calls, messages and data records')
  usage(@CurrentPrincipal() principal: Principal, @Req() request: Request): Promise<IngestAnswer> {
    return this.#events(principal, 'usage', request);
  }

  @Post('lifecycle')
  @HttpCode(202)
  @ApiEvents('what happens to customers')
  lifecycle(@CurrentPrincipal() principal: Principal, @Req() request: Request): Promise<IngestAnswer> {
    return this.#events(principal, 'lifecycle', request);
  }

  @Post('watermark')
  @HttpCode(202)
  @ApiOperation({ summary: 'A source says that nothing earlier will come' })
  @ApiBody({
    schema: { type: 'object', required: ['feed', 'eventTime'], properties: WATERMARK_PROPERTIES() },
  })
  @ApiResponse({ status: 202, description: 'taken', standardSchema: watermarkAnswerSchema })
  async watermark(
    @CurrentPrincipal() principal: Principal,
    @Req() request: Request,
  ): Promise<{ feed: Feed; eventTime: number }> {
    const parsed = watermarkSchema.safeParse(await readJson(request, MAX_JSON_BYTES));
    if (!parsed.success) throw invalidParameters(faultsOf(parsed.error.issues));
    assertMayDeliver(principal, parsed.data.feed);
    await this.service.declareWatermark(parsed.data);
    return parsed.data;
  }

  #events(principal: Principal, feed: Feed, request: Request): Promise<IngestAnswer> {
    assertMayDeliver(principal, feed);
    const mediaType = mediaTypeOf(request.headers['content-type'], EVENT_TYPES);
    return this.#admission.admit(request, MAX_BODY_BYTES, async () =>
      this.service.ingest(feed, mediaType, await readBody(request, MAX_BODY_BYTES)),
    );
  }
}

function ApiEvents(about: string): MethodDecorator {
  const decorators = [
    ApiOperation({
      summary: `Events: ${about}`,
      description: 'NDJSON, or CSV with a header; gzip allowed; 16 MiB unzipped.',
    }),
    ApiConsumes(...EVENT_TYPES),
    ApiBody({ schema: { type: 'string' } }),
    ApiResponse({
      status: 202,
      description: 'accepted events are durable',
      standardSchema: ingestAnswerSchema,
    }),
  ];
  return (target, key, descriptor) => decorators.forEach((decorate) => decorate(target, key, descriptor));
}

function WATERMARK_PROPERTIES() {
  return {
    feed: { type: 'string', enum: ['lifecycle', 'signalling', 'usage'] },
    eventTime: { oneOf: [{ type: 'string', format: 'date-time' }, { type: 'number' }] },
  };
}
