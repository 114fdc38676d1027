import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import { AppError } from '../web/app-error.ts';
import type { Proof } from './access.types.ts';

/** Requests whose sender is known; gone with the request. */
const proofs = new WeakMap<IncomingMessage, Proof>();

export function rememberProof(request: IncomingMessage, proof: Proof): void {
  proofs.set(request, proof);
}

export function proofOf(request: IncomingMessage): Proof | null {
  return proofs.get(request) ?? null;
}

/** The principal behind the request, which the guard has made sure of. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext) => {
  return requiredProof(context).principal;
});

/** The principal with the evidence it came by: for routes about the session itself. */
export const CurrentProof = createParamDecorator((_: unknown, context: ExecutionContext) => {
  return requiredProof(context);
});

function requiredProof(context: ExecutionContext): Proof {
  const proof = proofOf(context.switchToHttp().getRequest<IncomingMessage>());
  if (proof === null) throw new AppError('not-signed-in', 'sign in first');
  return proof;
}
