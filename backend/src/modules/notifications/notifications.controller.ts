import { Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { AllowSignedIn, CurrentPrincipal, type Principal } from '../access/index.ts';
import { ApiErrors } from '../web/api-errors.ts';
import { ApiJsonBody, JsonBody } from '../web/json-body.ts';
import {
  noticesQuery,
  noticesSchema,
  readSchema,
  type NoticesQuery,
  type ReadBody,
} from './notifications.dto.ts';
import { NotificationsService } from './notifications.service.ts';

@ApiTags('notifications')
@Controller('notifications')
@AllowSignedIn()
export class NotificationsController {
  constructor(@Inject(NotificationsService) private readonly service: NotificationsService) {}

  @Get()
  @ApiOperation({ summary: 'What I was told, newest first' })
  @ApiResponse({ status: 200, description: 'notices', standardSchema: noticesSchema })
  @ApiErrors(400, 401)
  list(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: noticesQuery }) query: NoticesQuery,
  ): ReturnType<NotificationsService['list']> {
    return this.service.list(principal, query);
  }

  @Post('read')
  @HttpCode(200)
  @ApiOperation({ summary: 'I have read these, or all' })
  @ApiJsonBody(readSchema)
  @ApiResponse({ status: 200, description: 'read', standardSchema: z.object({ unread: z.int() }) })
  @ApiErrors(400, 401, 413, 415)
  read(
    @CurrentPrincipal() principal: Principal,
    @JsonBody(readSchema) body: ReadBody,
  ): Promise<{ unread: number }> {
    return this.service.read(principal, body);
  }
}
