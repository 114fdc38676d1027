import { AppError } from './app-error.ts';

/** Reads a `Content-Type` that must be one of `allowed`, in UTF-8 where it says so. Throws `unsupported-media-type`. */
export function mediaTypeOf<T extends string>(header: string | undefined, allowed: readonly T[]): T {
  const [type = '', ...parameters] = (header ?? '').split(';').map((part) => part.trim().toLowerCase());
  const found = allowed.find((candidate) => candidate === type);
  if (found === undefined) {
    throw new AppError('unsupported-media-type', `content-type must be ${allowed.join(' or ')}`);
  }
  const charset = parameters.find((parameter) => parameter.startsWith('charset='));
  if (charset !== undefined && !/^charset="?utf-?8"?$/.test(charset)) {
    throw new AppError('unsupported-media-type', 'charset must be utf-8');
  }
  return found;
}
