import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Allow, CurrentPrincipal, type Principal } from '../access/index.ts';
import { ApiErrors } from '../web/api-errors.ts';
import { ApiJsonBody, JsonBody } from '../web/json-body.ts';
import { DoNotDisturbService } from './do-not-disturb.service.ts';
import type { PersonsChange } from './persons.ts';
import { personsChangedSchema, personsSchema, refusedCountsSchema } from './policy.dto.ts';

type PersonsBody = z.output<typeof personsSchema>;

@ApiTags('contact policy')
@Controller('do-not-disturb')
@Allow('campaign-manager', 'supervisor', 'administrator')
export class DoNotDisturbController {
  constructor(@Inject(DoNotDisturbService) private readonly register: DoNotDisturbService) {}

  @Get()
  @ApiOperation({ summary: 'How many are not to be contacted, by where that comes from' })
  @ApiResponse({ status: 200, description: 'counts', standardSchema: refusedCountsSchema })
  @ApiErrors(401, 403)
  async counts() {
    return { bySource: await this.register.counts() };
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'These are not to be contacted, from now on' })
  @ApiJsonBody(personsSchema)
  @ApiResponse({ status: 200, description: 'changed', standardSchema: personsChangedSchema })
  @ApiErrors(400, 401, 403)
  add(
    @CurrentPrincipal() principal: Principal,
    @JsonBody(personsSchema) persons: PersonsBody,
  ): Promise<PersonsChange> {
    return this.register.add(principal, persons);
  }

  @Post('remove')
  @HttpCode(200)
  @Allow('supervisor', 'administrator')
  @ApiOperation({ summary: 'These may be contacted again' })
  @ApiJsonBody(personsSchema)
  @ApiResponse({ status: 200, description: 'changed', standardSchema: personsChangedSchema })
  @ApiErrors(400, 401, 403)
  remove(
    @CurrentPrincipal() principal: Principal,
    @JsonBody(personsSchema) persons: PersonsBody,
  ): Promise<PersonsChange> {
    return this.register.remove(principal, persons);
  }
}
