import { Controller, Delete, Get, HttpCode, Inject, Post, Put, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { AllowAnyone, AllowSignedIn, CurrentProof, proofOf, type Proof } from '../../access/index.ts';
import { ApiErrors } from '../../web/api-errors.ts';
import { AppError } from '../../web/app-error.ts';
import { ApiJsonBody, JsonBody } from '../../web/json-body.ts';
import {
  changePasswordSchema,
  sessionSchema,
  signInSchema,
  type ChangePasswordRequest,
  type SignInRequest,
} from '../people.dto.ts';
import { PeopleService } from '../people.service.ts';
import type { SessionView } from '../people.types.ts';
import { SessionsService } from './sessions.service.ts';
import { SignInService, type SignedIn } from './sign-in.service.ts';

@ApiTags('session')
@Controller('session')
export class SessionController {
  constructor(
    @Inject(SignInService) private readonly service: SignInService,
    @Inject(SessionsService) private readonly sessions: SessionsService,
    @Inject(PeopleService) private readonly people: PeopleService,
  ) {}

  @Post()
  @HttpCode(200)
  @AllowAnyone()
  @ApiOperation({ summary: 'Signs in; the session is in a cookie that scripts cannot read' })
  @ApiJsonBody(signInSchema)
  @ApiResponse({ status: 200, description: 'signed in', standardSchema: sessionSchema })
  @ApiErrors(400, 401, 403, 429)
  async signIn(
    @JsonBody(signInSchema) { login, password }: SignInRequest,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionView> {
    const signedIn = await this.service.signIn(login, password, addressOf(request), proofOf(request));
    return await this.#begin(signedIn, request, response);
  }

  @Get()
  @AllowSignedIn()
  @ApiOperation({ summary: 'Who is signed in in this browser' })
  @ApiResponse({ status: 200, description: 'session', standardSchema: sessionSchema })
  @ApiErrors(401)
  async get(@CurrentProof() proof: Proof): Promise<SessionView> {
    const [user] = await this.people.get([proof.principal.id]);
    if (user === undefined) throw notSignedIn();
    const expiresAt = await this.sessions.expiresAt(proof.evidenceId);
    return { user, mustChangePassword: user.mustChangePassword, expiresAt };
  }

  @Delete()
  @HttpCode(204)
  @AllowAnyone()
  @ApiOperation({ summary: 'Signs out' })
  @ApiResponse({ status: 204, description: 'signed out, or was not signed in' })
  @ApiErrors(403)
  async signOut(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    const proof = proofOf(request);
    if (proof?.principal.kind === 'user') await this.service.signOut(proof);
    response.append('Set-Cookie', this.sessions.cookie(request.headers.host, null));
  }

  @Put('password')
  @HttpCode(200)
  @AllowSignedIn()
  @ApiOperation({ summary: 'Changes one’s own password; all other sessions end' })
  @ApiJsonBody(changePasswordSchema)
  @ApiResponse({ status: 200, description: 'changed', standardSchema: sessionSchema })
  @ApiErrors(400, 401, 403, 409, 429)
  async changePassword(
    @CurrentProof() proof: Proof,
    @JsonBody(changePasswordSchema) passwords: ChangePasswordRequest,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionView> {
    const changed = await this.service.changePassword(proof.principal, passwords, addressOf(request));
    return await this.#begin(changed, request, response);
  }

  async #begin({ person, session }: SignedIn, request: Request, response: Response): Promise<SessionView> {
    response.append('Set-Cookie', this.sessions.cookie(request.headers.host, session.token));
    const expiresAt = await this.sessions.expiresAt(`session:${session.id}`);
    return { user: person, mustChangePassword: person.mustChangePassword, expiresAt };
  }
}

/** Through which address of the network somebody comes, proxies of ours not counted. */
function addressOf(request: Request): string {
  return request.ip ?? '';
}

function notSignedIn(): AppError {
  return new AppError('not-signed-in', 'sign in first');
}
