/** A map pack, or something it is to be made of, is not what it should be. The message names file and feature. */
export class MapPackError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'MapPackError';
  }
}
