import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Config } from '../../../config/index.ts';
import { CONFIG } from '../../../tokens.ts';
import { AllowAnyone, AttemptLimit, cookieLine, cookiesOf, isSecure, proofOf } from '../../access/index.ts';
import { ApiErrors } from '../../web/api-errors.ts';
import { expectedError } from '../../web/error-body.ts';
import { signInOptionsSchema, type SignInOptions } from '../people.dto.ts';
import { SessionsService } from '../sign-in/sessions.service.ts';
import { OidcService, REQUEST_SECONDS } from './oidc.service.ts';

const COOKIE = 'tidewall-oidc';
const PATH = '/api/v1/session/oidc';
const HOME = '/desk';
const startQuery = z.object({
  returnTo: z.string().max(500).optional().describe('page of ours to go to afterwards'),
});

@ApiTags('session')
@AllowAnyone()
@Controller('session')
export class OidcController {
  readonly #begun = new AttemptLimit(60, REQUEST_SECONDS);

  constructor(
    @Inject(OidcService) private readonly service: OidcService,
    @Inject(SessionsService) private readonly sessions: SessionsService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('options')
  @ApiOperation({ summary: 'In which ways one can sign in' })
  @ApiResponse({ status: 200, description: 'options', standardSchema: signInOptionsSchema })
  options(): SignInOptions {
    return this.service.options;
  }

  @Get('oidc')
  @ApiOperation({ summary: 'Sends the browser to the provider' })
  @ApiResponse({ status: 302, description: 'to the provider' })
  @ApiErrors(404, 429, 502)
  async start(
    @Query({ schema: startQuery }) { returnTo }: z.output<typeof startQuery>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.#begun.count(request.ip ?? '');
    const { href, state } = await this.service.start(ownPage(returnTo));
    response.append('Set-Cookie', this.#cookie(request, state)).redirect(href);
  }

  /** Somebody sits before the browser: what goes wrong is shown on the sign-in page. */
  @Get('oidc/callback')
  @ApiOperation({ summary: 'Where the provider sends the browser back' })
  @ApiResponse({ status: 302, description: 'to the desk, signed in, or to the sign-in page with `failed`' })
  async finish(@Req() request: Request, @Res() response: Response): Promise<void> {
    const state = cookiesOf(request.headers.cookie).get(COOKIE);
    const { search } = new URL(request.originalUrl, 'http://localhost');
    response.append('Set-Cookie', this.#cookie(request, null));
    try {
      const { session, returnTo } = await this.service.finish(search, state, proofOf(request));
      response.append('Set-Cookie', this.sessions.cookie(request.headers.host, session.token));
      response.redirect(returnTo);
    } catch (error) {
      const code = expectedError(error)?.code;
      if (code === undefined) throw error;
      response.redirect(`${HOME}/sign-in?failed=${code}`);
    }
  }

  #cookie(request: Request, state: string | null): string {
    return cookieLine(COOKIE, state ?? '', {
      secure: isSecure(this.config, request.headers.host),
      maxAgeSeconds: state === null ? 0 : REQUEST_SECONDS,
      // The provider leads back here, and the cookie has to come along.
      sameSite: 'Lax',
      path: PATH,
    });
  }
}

/** A page of ours: whatever leads elsewhere leads home. */
function ownPage(returnTo: string | undefined): string {
  if (returnTo === undefined || !returnTo.startsWith('/')) return HOME;
  const base = 'http://own.invalid';
  if (!URL.canParse(returnTo, base)) return HOME;
  const { origin, pathname, search, hash } = new URL(returnTo, base);
  return origin === base && !pathname.startsWith('//') ? pathname + search + hash : HOME;
}
