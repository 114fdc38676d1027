import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import { Allow } from '../access/index.ts';
import { ApiErrors } from '../web/api-errors.ts';
import { ledgerQuery, ledgerSchema, type LedgerQuery } from './ledger.dto.ts';
import { LedgerService } from './ledger.service.ts';

const HOUR_MS = 3_600_000;

@ApiTags('dispatch')
@Controller('ledger')
export class LedgerController {
  constructor(
    @Inject(LedgerService) private readonly ledger: LedgerService,
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
  ) {}

  @Get()
  @Allow('supervisor', 'campaign-manager', 'administrator')
  @ApiOperation({ summary: 'Triggers by minute and scheme, and what became of them: it has to add up' })
  @ApiResponse({ status: 200, description: 'ledger', standardSchema: ledgerSchema })
  @ApiErrors(400, 401, 403)
  async get(@Query({ schema: ledgerQuery }) query: LedgerQuery) {
    const to = query.to ?? this.clock.now() + 1;
    const lines = await this.ledger.lines(query.from ?? to - HOUR_MS, to, query.schemeId);
    const total = { triggers: 0, difference: 0, byReason: {} as Record<string, number> };
    for (const { triggers, difference, byReason } of lines) {
      total.triggers += triggers;
      total.difference += difference;
      for (const [reason, count] of Object.entries(byReason))
        total.byReason[reason] = (total.byReason[reason] ?? 0) + count;
    }
    return { lines, total, addsUp: lines.every(({ difference }) => difference === 0) };
  }
}
