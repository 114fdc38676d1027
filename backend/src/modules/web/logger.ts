import type { LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type Logger } from 'pino';

/** Longer runs of digits could be a number of a subscriber. */
const LONG_DIGITS = /\d{7,}/g;

/** The logger of the process: JSON lines. Errors are logged with digits masked, wherever they come from. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = { level, base: null, serializers: { err: maskedError, error: maskedError } };
  return destination === undefined ? pino(options) : pino(options, destination);
}

function maskedError(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { message: mask(String(error)) };
  const code: unknown = (error as { code?: unknown }).code;
  const { name, message, stack, cause } = error;
  return {
    type: name,
    code,
    message: mask(message),
    stack: mask(stack ?? ''),
    ...(cause === undefined ? {} : { cause: maskedError(cause) }),
  };
}

function mask(text: string): string {
  return text.replaceAll(LONG_DIGITS, '#');
}

/** The framework's own messages: what it does while starting is of interest to developers only. */
export class FrameworkLogger implements LoggerService {
  readonly #log: Logger;

  constructor(log: Logger) {
    this.#log = log.child({ module: 'nest' });
  }

  log(message: unknown): void {
    this.#log.debug({ text: mask(String(message)) }, 'framework message');
  }

  warn(message: unknown): void {
    this.#log.warn({ text: mask(String(message)) }, 'framework warning');
  }

  error(message: unknown): void {
    this.#log.error({ text: mask(String(message)) }, 'framework error');
  }
}
