import { Controller, Get, Header, Inject, Param, Put, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { z } from 'zod';
import { AccessScope, Allow, CurrentPrincipal, type Principal } from '../access/index.ts';
import { AuditService } from '../audit/index.ts';
import type { Config } from '../../config/index.ts';
import { CONFIG } from '../../tokens.ts';
import { BodyAdmission } from '../web/body-admission.ts';
import { mediaTypeOf } from '../web/media-type.ts';
import { readBody } from '../web/read-body.ts';
import { ApiErrors } from '../web/api-errors.ts';
import { AppError } from '../web/app-error.ts';
import { ReferenceService } from './reference.service.ts';

const rowsSchema = z.object({ rows: z.int().describe('rows now in force') });

@ApiTags('reference')
@Allow('administrator', 'integrator')
@Controller('reference')
export class ReferenceController {
  readonly #admission: BodyAdmission;

  constructor(
    @Inject(ReferenceService) private readonly service: ReferenceService,
    @Inject(AccessScope) private readonly scope: AccessScope,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.#admission = new BodyAdmission(config.http.maxReferenceBytes);
  }

  @Put(':file')
  @ApiOperation({ summary: 'Replaces a whole reference file; a file with a fault is refused whole' })
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string' } })
  @ApiResponse({ status: 200, description: 'in force', standardSchema: rowsSchema })
  @ApiErrors(400, 403, 404, 413, 415, 422, 429)
  async put(
    @CurrentPrincipal() principal: Principal,
    @Param('file') file: string,
    @Req() request: Request,
  ): Promise<z.output<typeof rowsSchema>> {
    this.scope.assertEverything(principal);
    mediaTypeOf(request.headers['content-type'], ['text/csv']);
    const maxBytes = this.config.http.maxReferenceBytes;
    const rows = await this.#admission.admit(request, maxBytes, async () =>
      this.service.put(file, decodeUtf8(await readBody(request, maxBytes))),
    );
    const about = { subjectType: 'reference', subjectId: file, after: { rows } };
    await this.audit.note({ actor: principal, action: 'reference.replaced', ...about });
    return { rows };
  }

  @Get(':file')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  @ApiOperation({ summary: 'A reference file in force; not those that hold numbers of subscribers' })
  @ApiProduces('text/csv')
  @ApiResponse({ status: 200, description: 'the file', schema: { type: 'string' } })
  @ApiErrors(403, 404)
  get(@CurrentPrincipal() principal: Principal, @Param('file') file: string): string {
    this.scope.assertEverything(principal);
    return this.service.get(file);
  }
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError('not-utf8', 'the file is not UTF-8', { cause });
  }
}
