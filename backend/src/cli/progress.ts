/** Progress of long work on stderr: one line that is rewritten on a terminal, plain lines now and then elsewhere. */
export class Progress {
  readonly #stream: NodeJS.WriteStream;
  #shown = '';
  #lastAt = 0;

  constructor(stream: NodeJS.WriteStream = process.stderr) {
    this.#stream = stream;
  }

  /** Shows a step; repeated steps are not shown again. */
  step(text: string): void {
    if (text === this.#shown) return;
    if (this.#stream.isTTY) this.#stream.write(`\r\x1b[K  ${text}`);
    else if (performance.now() - this.#lastAt >= 1_000 || this.#lastAt === 0) {
      this.#lastAt = performance.now();
      this.#stream.write(`${text}\n`);
    }
    this.#shown = text;
  }

  /** Ends the line. */
  end(text?: string): void {
    if (this.#stream.isTTY && this.#shown !== '') this.#stream.write('\r\x1b[K');
    if (text !== undefined) this.#stream.write(`${text}\n`);
    this.#shown = '';
  }
}
