import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import type { Request } from 'express';
import { z } from 'zod';
import { faultsOf, invalidParameters } from './app-error.ts';
import { readJson } from './read-json.ts';

const MAX_JSON_BYTES = 262_144;

/**
 * The JSON body of a request, judged by a schema: `@JsonBody(schema) body: z.output<typeof schema>`. Read only after
 * the guards let the request pass. Faults are named by field.
 */
export const JsonBody = createParamDecorator(async (schema: z.ZodType, context: ExecutionContext) => {
  const parsed = schema.safeParse(
    await readJson(context.switchToHttp().getRequest<Request>(), MAX_JSON_BYTES),
  );
  if (!parsed.success) throw invalidParameters(faultsOf(parsed.error.issues));
  return parsed.data;
});

/** Documents the body of a method as it is sent: times may be texts or numbers. */
export function ApiJsonBody(schema: z.ZodType): MethodDecorator {
  const { $schema: _, ...document } = z.toJSONSchema(schema, { io: 'input' });
  return ApiBody({ required: true, schema: document as object });
}
