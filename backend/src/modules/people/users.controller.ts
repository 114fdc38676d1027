import { Controller, Get, HttpCode, Inject, Param, Patch, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentPrincipal, type Principal } from '../access/index.ts';
import { ApiErrors } from '../web/api-errors.ts';
import { ApiJsonBody, JsonBody } from '../web/json-body.ts';
import {
  newUserSchema,
  oneTimePasswordSchema,
  peopleSchema,
  personSchema,
  userChangesSchema,
  versionSchema,
  type NewUserRequest,
  type UserChangesRequest,
  type VersionRequest,
} from './people.dto.ts';
import type { Person } from './people.types.ts';
import { UsersService, type WithOneTimePassword } from './users.service.ts';

@ApiTags('people')
@ApiErrors(401, 403)
@Allow('administrator')
@Controller('users')
export class UsersController {
  constructor(@Inject(UsersService) private readonly service: UsersService) {}

  @Get()
  @Allow('administrator', 'supervisor', 'campaign-manager')
  @ApiOperation({ summary: 'Users whose scope lies within one’s own, by login' })
  @ApiResponse({ status: 200, description: 'users', standardSchema: peopleSchema })
  async list(@CurrentPrincipal() principal: Principal): Promise<{ items: readonly Person[] }> {
    return { items: await this.service.list(principal) };
  }

  @Post()
  @ApiOperation({ summary: 'Makes a user with a one-time password' })
  @ApiJsonBody(newUserSchema)
  @ApiResponse({ status: 201, description: 'made', standardSchema: oneTimePasswordSchema })
  @ApiErrors(400, 409)
  create(
    @CurrentPrincipal() principal: Principal,
    @JsonBody(newUserSchema) request: NewUserRequest,
  ): Promise<WithOneTimePassword> {
    return this.service.create(principal, request);
  }

  @Get(':id')
  @Allow('administrator', 'supervisor', 'campaign-manager')
  @ApiOperation({ summary: 'One user' })
  @ApiResponse({ status: 200, description: 'user', standardSchema: personSchema })
  @ApiErrors(404)
  get(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<Person> {
    return this.service.get(principal, id);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Changes what is given; names the version that was seen' })
  @ApiJsonBody(userChangesSchema)
  @ApiResponse({ status: 200, description: 'changed', standardSchema: personSchema })
  @ApiErrors(400, 404, 409, 422)
  change(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @JsonBody(userChangesSchema) request: UserChangesRequest,
  ): Promise<Person> {
    return this.service.change(principal, id, request);
  }

  @Post(':id/reset-password')
  @HttpCode(200)
  @ApiOperation({ summary: 'Gives a new one-time password and ends all sessions of the user' })
  @ApiJsonBody(versionSchema)
  @ApiResponse({ status: 200, description: 'reset', standardSchema: oneTimePasswordSchema })
  @ApiErrors(400, 404, 409)
  resetPassword(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @JsonBody(versionSchema) { version }: VersionRequest,
  ): Promise<WithOneTimePassword> {
    return this.service.resetPassword(principal, id, version);
  }

  @Post(':id/disable')
  @HttpCode(200)
  @ApiOperation({ summary: 'The user cannot sign in any more, and is signed out everywhere' })
  @ApiJsonBody(versionSchema)
  @ApiResponse({ status: 200, description: 'disabled', standardSchema: personSchema })
  @ApiErrors(400, 404, 409, 422)
  disable(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @JsonBody(versionSchema) { version }: VersionRequest,
  ): Promise<Person> {
    return this.service.disable(principal, id, version);
  }

  @Post(':id/enable')
  @HttpCode(200)
  @ApiOperation({ summary: 'The user can sign in again' })
  @ApiJsonBody(versionSchema)
  @ApiResponse({ status: 200, description: 'enabled', standardSchema: personSchema })
  @ApiErrors(400, 404, 409)
  enable(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @JsonBody(versionSchema) { version }: VersionRequest,
  ): Promise<Person> {
    return this.service.enable(principal, id, version);
  }
}
