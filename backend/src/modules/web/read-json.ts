import type { Request } from 'express';
import { AppError } from './app-error.ts';
import { mediaTypeOf } from './media-type.ts';
import { readBody } from './read-body.ts';

/** Reads a small JSON body; refuses other types, larger bodies and what is no JSON. */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  mediaTypeOf(request.headers['content-type'], ['application/json']);
  const bytes = await readBody(request, maxBytes);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new AppError('not-json', 'the body is not JSON', { cause });
  }
}
