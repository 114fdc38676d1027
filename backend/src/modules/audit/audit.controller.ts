import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { AccessScope, Allow, CurrentPrincipal, type Principal } from '../access/index.ts';
import { ApiErrors } from '../web/api-errors.ts';
import type { ChainedEntry } from './audit-chain.ts';
import {
  auditPageSchema,
  auditQuery,
  chainReportSchema,
  type AuditEntryDto,
  type AuditQuery,
} from './audit.dto.ts';
import { AuditService } from './audit.service.ts';
import type { ChainReport } from './verify-chain.ts';

/** The trail names areas in many ways, so it is for those who see everything. */
@ApiTags('audit')
@ApiErrors(401, 403)
@Allow('administrator')
@Controller('audit')
export class AuditController {
  constructor(
    @Inject(AuditService) private readonly service: AuditService,
    @Inject(AccessScope) private readonly scope: AccessScope,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Who changed what, when and why, newest first' })
  @ApiResponse({ status: 200, description: 'page', standardSchema: auditPageSchema })
  @ApiErrors(400)
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: auditQuery }) query: AuditQuery,
  ): Promise<z.output<typeof auditPageSchema>> {
    this.scope.assertEverything(principal);
    const { cursor, limit, ...filter } = query;
    const { items, nextCursor } = await this.service.page(filter, cursor, limit);
    return { items: items.map(entryDto), nextCursor };
  }

  @Get('verify')
  @ApiOperation({ summary: 'Computes the chain of hashes again' })
  @ApiResponse({ status: 200, description: 'report', standardSchema: chainReportSchema })
  verify(@CurrentPrincipal() principal: Principal): Promise<ChainReport> {
    this.scope.assertEverything(principal);
    return this.service.verify();
  }
}

function entryDto({ previousHash: _, at, ...entry }: ChainedEntry): AuditEntryDto {
  return { ...entry, at: at.getTime() };
}
