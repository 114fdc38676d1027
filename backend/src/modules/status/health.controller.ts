import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { AllowAnyone } from '../access/index.ts';
import { healthSchema, readySchema, type ReadyDto } from './status.dto.ts';
import { StatusService } from './status.service.ts';

@ApiTags('status')
@AllowAnyone()
@Controller()
export class HealthController {
  constructor(@Inject(StatusService) private readonly service: StatusService) {}

  @Get('healthz')
  @ApiOperation({ summary: 'The process answers' })
  @ApiResponse({ status: 200, description: 'alive', standardSchema: healthSchema })
  health(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('readyz')
  @ApiOperation({ summary: 'Whether events are taken; 503 with the reasons when not' })
  @ApiResponse({ status: 200, description: 'ready', standardSchema: readySchema })
  @ApiResponse({ status: 503, description: 'not ready', standardSchema: readySchema })
  ready(@Res({ passthrough: true }) response: Response): ReadyDto {
    const answer = this.service.ready();
    response.status(answer.ready ? 200 : 503);
    return answer;
  }
}
