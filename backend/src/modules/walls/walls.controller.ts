import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Allow, AllowAnyone, AllowKnown, CurrentPrincipal, type Principal } from '../access/index.ts';
import { ApiErrors } from '../web/api-errors.ts';
import { ApiJsonBody, JsonBody } from '../web/json-body.ts';
import { WallTokensService } from './wall-tokens.service.ts';
import {
  newWallSchema,
  pairingSchema,
  pairingStateSchema,
  selfSchema,
  wallSchema,
  wallsSchema,
  type NewWallRequest,
  type PairingDto,
  type PairingState,
  type SelfDto,
  type WallDto,
} from './walls.dto.ts';
import { WallsService } from './walls.service.ts';

@ApiTags('walls')
@ApiErrors(401, 403)
@Allow('administrator', 'supervisor')
@Controller('walls')
export class WallsController {
  constructor(
    @Inject(WallsService) private readonly service: WallsService,
    @Inject(WallTokensService) private readonly tokens: WallTokensService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Walls whose scope lies within one’s own, newest first' })
  @ApiResponse({ status: 200, description: 'walls', standardSchema: wallsSchema })
  async list(@CurrentPrincipal() principal: Principal): Promise<{ items: readonly WallDto[] }> {
    return { items: await this.service.list(principal) };
  }

  @Post()
  @ApiOperation({ summary: 'Lets the wall in that shows a code' })
  @ApiJsonBody(newWallSchema)
  @ApiResponse({ status: 201, description: 'paired', standardSchema: wallSchema })
  @ApiErrors(400, 404, 429)
  pair(
    @CurrentPrincipal() principal: Principal,
    @JsonBody(newWallSchema) request: NewWallRequest,
  ): Promise<WallDto> {
    return this.service.pair(principal, request);
  }

  @Post('pairing')
  @AllowAnyone()
  @ApiOperation({ summary: 'A wall asks to be let in: the code that it is to show' })
  @ApiResponse({ status: 201, description: 'waiting', standardSchema: pairingSchema })
  @ApiErrors(429)
  askIn(@Req() request: Request): Promise<PairingDto> {
    return this.service.askIn(request.ip ?? '');
  }

  @Get('pairing/:pairingId')
  @AllowAnyone()
  @ApiOperation({ summary: 'Whether a waiting wall has been let in; sets its cookie when it has' })
  @ApiResponse({ status: 200, description: 'state', standardSchema: pairingStateSchema })
  @ApiErrors(404)
  async waiting(
    @Param('pairingId') pairingId: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PairingState> {
    const { state, token } = await this.service.waiting(pairingId);
    if (token !== null) response.append('Set-Cookie', this.tokens.cookie(request.headers.host, token));
    return state;
  }

  @Get('self')
  @AllowKnown()
  @ApiOperation({
    summary: 'As whom this browser is let in; a wall asks about every hour, so that its token is replaced',
  })
  @ApiResponse({ status: 200, description: 'self', standardSchema: selfSchema })
  self(@CurrentPrincipal() { kind, name, scope }: Principal): SelfDto {
    return { kind, name, areaIds: scope === null ? null : [...scope] };
  }

  @Post(':id/revoke')
  @HttpCode(200)
  @ApiOperation({ summary: 'The wall is let in no more; what it has open ends within seconds' })
  @ApiResponse({ status: 200, description: 'revoked', standardSchema: wallSchema })
  @ApiErrors(404)
  revoke(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<WallDto> {
    return this.service.revoke(principal, id);
  }
}
