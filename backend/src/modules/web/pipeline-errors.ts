import { BusyError, ReferenceFaultsError } from '../pipeline/pipeline.errors.ts';
import { AppError } from './app-error.ts';
import { busy } from './body-admission.ts';

/** Turns the pipeline's own refusals into answers; everything else passes as it is. */
export async function fromPipeline<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw refusalOf(error) ?? error;
  }
}

function refusalOf(error: unknown): AppError | null {
  if (error instanceof BusyError) return busy(error.retryAfterSeconds, error);
  if (error instanceof ReferenceFaultsError) {
    const message = 'the file has faults: the old one stays in force';
    return new AppError('reference-faults', message, { details: error.faults, cause: error });
  }
  return null;
}
