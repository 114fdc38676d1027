import { StandardSchemaValidationPipe } from '@nestjs/common';
import { invalidParameters } from './app-error.ts';

/** Validates every `@Query({ schema })`, `@Param(…, { schema })` and `@Body({ schema })`, naming the fields at fault. */
export function validationPipe(): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({
    exceptionFactory: (issues) =>
      invalidParameters(
        issues.map((issue) => ({
          field: (issue.path ?? [])
            .map((part) => String(typeof part === 'object' ? part.key : part))
            .join('.'),
          message: issue.message,
        })),
      ),
  });
}
