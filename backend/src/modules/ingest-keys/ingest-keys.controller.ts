import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentPrincipal, type Principal } from '../access/index.ts';
import { ApiErrors } from '../web/api-errors.ts';
import { ApiJsonBody, JsonBody } from '../web/json-body.ts';
import {
  createdKeySchema,
  keysSchema,
  newKeySchema,
  revokedKeySchema,
  type KeyDto,
  type NewKeyRequest,
} from './ingest-keys.dto.ts';
import { IngestKeysService } from './ingest-keys.service.ts';

@ApiTags('people')
@ApiErrors(401, 403)
@Allow('administrator')
@Controller('ingest-keys')
export class IngestKeysController {
  constructor(@Inject(IngestKeysService) private readonly service: IngestKeysService) {}

  @Get()
  @ApiOperation({ summary: 'Keys of programs, newest first; never their secrets' })
  @ApiResponse({ status: 200, description: 'keys', standardSchema: keysSchema })
  async list(@CurrentPrincipal() principal: Principal): Promise<{ items: readonly KeyDto[] }> {
    return { items: await this.service.list(principal) };
  }

  @Post()
  @ApiOperation({ summary: 'Makes a key; its secret is shown this once' })
  @ApiJsonBody(newKeySchema)
  @ApiResponse({ status: 201, description: 'made', standardSchema: createdKeySchema })
  @ApiErrors(400)
  create(
    @CurrentPrincipal() principal: Principal,
    @JsonBody(newKeySchema) request: NewKeyRequest,
  ): Promise<{ key: KeyDto; secret: string }> {
    return this.service.create(principal, request);
  }

  @Post(':id/revoke')
  @HttpCode(200)
  @ApiOperation({ summary: 'The key is good for nothing from now on; other servers notice within 2 s' })
  @ApiResponse({ status: 200, description: 'revoked', standardSchema: revokedKeySchema })
  @ApiErrors(404)
  revoke(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<KeyDto> {
    return this.service.revoke(principal, id);
  }
}
