/** What the emitter tells its parent. */
export interface Listening {
  readonly url: string;
}

export interface Emissions {
  /** When each homecoming since the last message left, epoch milliseconds with fractions. */
  readonly emittedAt: readonly number[];
  /** Key updates so far. */
  readonly keys: number;
}
