import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import type { Request } from 'express';
import { z } from 'zod';
import { faultsOf, invalidParameters } from './app-error.ts';
import { readJson } from './read-json.ts';

const MAX_JSON_BYTES = 262_144;

/** A schema has a method that the framework would take for a pipe's, so it comes wrapped. */
const judgedBody = createParamDecorator(async ({ of }: { of: z.ZodType }, context: ExecutionContext) => {
  const parsed = of.safeParse(await readJson(context.switchToHttp().getRequest<Request>(), MAX_JSON_BYTES));
  if (!parsed.success) throw invalidParameters(faultsOf(parsed.error.issues));
  return parsed.data;
});

/**
 * The JSON body of a request, judged by a schema: `@JsonBody(schema) body: z.output<typeof schema>`. Read only after
 * the guards let the request pass. Faults are named by field.
 */
export function JsonBody(schema: z.ZodType): ParameterDecorator {
  return judgedBody({ of: schema });
}

/** Documents the body of a method as it is sent: times may be texts or numbers. */
export function ApiJsonBody(schema: z.ZodType): MethodDecorator {
  const { $schema: _, ...document } = z.toJSONSchema(schema, { io: 'input' });
  return ApiBody({ required: true, schema: document as object });
}
