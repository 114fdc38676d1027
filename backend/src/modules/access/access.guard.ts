import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { AppError } from '../web/app-error.ts';
import type { Proof } from './access.types.ts';
import { ALLOWED, LIMITED_KEYS, type Allowed } from './allow.decorator.ts';
import { AuthenticationService } from './authentication.service.ts';
import { comesFromOtherSite } from './cross-site.ts';
import { rememberProof } from './current-principal.decorator.ts';
import { decide } from './decision.ts';

/** In front of every route: who asks, and whether the route is for them. What says nothing is for nobody. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(AuthenticationService) private readonly authentication: AuthenticationService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    // The gateway asks by itself, once a connection.
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<Request>();
    const proof = await this.authentication.authenticate(request);
    if (proof?.ambient !== false && comesFromOtherSite(request))
      throw new AppError('cross-site', 'another site asked for this in your name: nothing was done');
    if (proof !== null) remember(context, request, proof);
    const refusal = decide(this.#allowed(context), proof, this.#isForLimitedKeys(context));
    if (refusal !== null) throw refusal;
    return true;
  }

  #allowed(context: ExecutionContext): Allowed | undefined {
    return this.reflector.getAllAndOverride<Allowed | undefined>(ALLOWED, places(context));
  }

  #isForLimitedKeys(context: ExecutionContext): boolean {
    return this.reflector.getAllAndOverride<boolean | undefined>(LIMITED_KEYS, places(context)) ?? false;
  }
}

function places(context: ExecutionContext) {
  return [context.getHandler(), context.getClass()];
}

function remember(context: ExecutionContext, request: Request, proof: Proof): void {
  rememberProof(request, proof);
  const response = context.switchToHttp().getResponse<Response>();
  for (const cookie of proof.cookies ?? []) response.append('Set-Cookie', cookie);
}
