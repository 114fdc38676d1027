import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentPrincipal, type Principal } from '../access/index.ts';
import { ApiErrors } from '../web/api-errors.ts';
import { ApiJsonBody, JsonBody } from '../web/json-body.ts';
import { listMadeSchema, listsSchema, newListSchema, type NewList } from './audience-lists.dto.ts';
import { AudienceListsService, type ListView } from './audience-lists.service.ts';

@ApiTags('schemes')
@Controller('audience-lists')
@Allow('campaign-manager')
export class AudienceListsController {
  constructor(@Inject(AudienceListsService) private readonly lists: AudienceListsService) {}

  @Get()
  @Allow('campaign-manager', 'supervisor')
  @ApiOperation({ summary: 'Stored lists of subscribers, by name and size: who is on them is not shown' })
  @ApiResponse({ status: 200, description: 'lists', standardSchema: listsSchema })
  @ApiErrors(401, 403)
  async list(@CurrentPrincipal() principal: Principal): Promise<{ items: readonly ListView[] }> {
    return { items: await this.lists.list(principal) };
  }

  @Post()
  @HttpCode(201)
  @ApiOperation({ summary: 'Stores a list; numbers are turned into pseudonyms at once' })
  @ApiJsonBody(newListSchema)
  @ApiResponse({ status: 201, description: 'stored', standardSchema: listMadeSchema })
  @ApiErrors(400, 401, 403, 413, 415)
  add(@CurrentPrincipal() principal: Principal, @JsonBody(newListSchema) list: NewList): Promise<ListView> {
    return this.lists.add(principal, list);
  }
}
