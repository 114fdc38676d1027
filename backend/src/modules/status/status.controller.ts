import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Allow, READERS } from '../access/index.ts';
import { statusSchema, type StatusDto } from './status.dto.ts';
import { StatusService } from './status.service.ts';

@ApiTags('status')
@Allow(...READERS)
@Controller('status')
export class StatusController {
  constructor(@Inject(StatusService) private readonly service: StatusService) {}

  @Get()
  @ApiOperation({ summary: 'Version, feeds with watermark, lag and ledger, stores, shards' })
  @ApiResponse({ status: 200, description: 'status', standardSchema: statusSchema })
  get(): StatusDto {
    return this.service.status();
  }
}
