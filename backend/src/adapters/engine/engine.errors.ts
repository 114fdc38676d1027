/** The engine takes no more: it was asked to stop, or it failed. */
export class HostStoppedError extends Error {
  readonly code = 'not-ready';

  constructor(message = 'the pipeline has stopped: start the server again', options?: ErrorOptions) {
    super(message, options);
    this.name = 'HostStoppedError';
  }
}
