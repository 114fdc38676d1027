import { ApiResponse } from '@nestjs/swagger';
import { z } from 'zod';
import { ERROR_STATUS, type ErrorCode } from './error-codes.ts';

const CODES = Object.keys(ERROR_STATUS) as ErrorCode[];

/** The body of every error answer, for the API document. */
export const errorBodySchema = z.object({
  code: z.enum(CODES as [ErrorCode, ...ErrorCode[]]),
  message: z.string(),
  details: z.unknown().optional(),
  requestId: z.string(),
});

/** Documents the error answers of a controller or a method. */
export function ApiErrors(...statuses: readonly number[]): ClassDecorator & MethodDecorator {
  const decorators = statuses.map((status) =>
    ApiResponse({ status, description: codesOf(status), standardSchema: errorBodySchema }),
  );
  return (target: object, key?: string | symbol, descriptor?: PropertyDescriptor) => {
    for (const decorate of decorators) {
      if (key !== undefined && descriptor !== undefined) decorate(target, key, descriptor);
      else (decorate as ClassDecorator)(target as Parameters<ClassDecorator>[0]);
    }
  };
}

function codesOf(status: number): string {
  return CODES.filter((code) => ERROR_STATUS[code] === status).join(', ');
}
