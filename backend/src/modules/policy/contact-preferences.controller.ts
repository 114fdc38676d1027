import { Controller, Get, Inject, Put } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Allow, CurrentPrincipal, type Principal } from '../access/index.ts';
import { ApiErrors } from '../web/api-errors.ts';
import { ApiJsonBody, JsonBody } from '../web/json-body.ts';
import {
  preferenceCountsSchema,
  preferencesSchema,
  type PreferenceCounts,
} from './contact-preferences.dto.ts';
import { ContactPreferencesService } from './contact-preferences.service.ts';
import type { PersonsChange } from './persons.ts';
import { personsChangedSchema } from './policy.dto.ts';

@ApiTags('contact policy')
@Controller('contact-preferences')
@Allow('supervisor', 'administrator')
export class ContactPreferencesController {
  constructor(@Inject(ContactPreferencesService) private readonly preferences: ContactPreferencesService) {}

  @Get()
  @Allow('campaign-manager', 'supervisor', 'administrator')
  @ApiOperation({
    summary: 'How many have agreed to be contacted, and whose language and time zone are known',
  })
  @ApiResponse({ status: 200, description: 'counts', standardSchema: preferenceCountsSchema })
  @ApiErrors(401, 403)
  counts(@CurrentPrincipal() principal: Principal): Promise<PreferenceCounts> {
    return this.preferences.counts(principal);
  }

  @Put()
  @ApiOperation({ summary: 'Consent, language and time zone of these, from now on; what is left out stays' })
  @ApiJsonBody(preferencesSchema)
  @ApiResponse({ status: 200, description: 'changed', standardSchema: personsChangedSchema })
  @ApiErrors(400, 401, 403)
  put(
    @CurrentPrincipal() principal: Principal,
    @JsonBody(preferencesSchema) { numbers, pseudonyms, ...preferences }: z.output<typeof preferencesSchema>,
  ): Promise<PersonsChange> {
    return this.preferences.put(principal, { numbers, pseudonyms }, preferences);
  }
}
