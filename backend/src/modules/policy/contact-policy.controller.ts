import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { AccessScope, Allow, CurrentPrincipal, type Principal } from '../access/index.ts';
import { ApiErrors } from '../web/api-errors.ts';
import { ApiJsonBody, JsonBody } from '../web/json-body.ts';
import { changePolicySchema, policyInForceSchema } from './policy.dto.ts';
import { PolicyService } from './policy.service.ts';

@ApiTags('contact policy')
@Controller('contact-policy')
export class ContactPolicyController {
  constructor(
    @Inject(PolicyService) private readonly policies: PolicyService,
    @Inject(AccessScope) private readonly scope: AccessScope,
  ) {}

  @Get()
  @Allow('viewer', 'reviewer', 'supervisor', 'campaign-manager', 'administrator')
  @ApiOperation({ summary: 'Caps, quiet hours, control group and consent, as they hold for every scheme' })
  @ApiResponse({ status: 200, description: 'policy', standardSchema: policyInForceSchema })
  @ApiErrors(401, 403)
  get() {
    return { version: this.policies.version, policy: this.policies.current };
  }

  @Post()
  @HttpCode(200)
  @Allow('supervisor', 'administrator')
  @ApiOperation({ summary: 'Changes the contact policy; in force at once' })
  @ApiJsonBody(changePolicySchema)
  @ApiResponse({ status: 200, description: 'in force', standardSchema: policyInForceSchema })
  @ApiErrors(400, 401, 403, 409)
  async change(
    @CurrentPrincipal() principal: Principal,
    @JsonBody(changePolicySchema) { version, policy }: z.output<typeof changePolicySchema>,
  ) {
    // It holds for every area.
    this.scope.assertEverything(principal);
    return { version: await this.policies.change(principal, version, policy), policy };
  }
}
