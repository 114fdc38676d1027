import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Allow } from '../access/index.ts';
import { ApiErrors } from '../web/api-errors.ts';
import { positionsSchema } from './people.dto.ts';
import { PeopleService } from './people.service.ts';
import type { KnownPosition } from './positions.ts';

@ApiTags('people')
@Allow('viewer', 'reporter', 'reviewer', 'supervisor', 'campaign-manager', 'administrator')
@Controller('positions')
export class PositionsController {
  constructor(@Inject(PeopleService) private readonly service: PeopleService) {}

  @Get()
  @ApiOperation({
    summary: 'Positions that people hold in areas: the usual ones, lowest first, then others in use',
  })
  @ApiResponse({ status: 200, description: 'positions', standardSchema: positionsSchema })
  @ApiErrors(401, 403)
  async list(): Promise<{ items: readonly KnownPosition[] }> {
    return { items: await this.service.positions() };
  }
}
