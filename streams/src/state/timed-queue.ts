import type { SnapshotReader, SnapshotWriter } from './snapshot.ts';

/** Entries of a page. */
const PAGE = 16_384;
/** An entry that only lets time pass, in units of `UNIT_MS`. */
const PAUSE = 0xffff_ffff;
const UNIT_MS = 65_536;
const MAX_UNITS = 65_535;

interface Page {
  readonly rows: Uint32Array;
  /** Milliseconds after the entry before, or units of a pause. */
  readonly gaps: Uint16Array;
}

/**
 * Rows (below 2³² − 1) in order of time, taken out in the same order. Six bytes an entry, twelve after a pause of more
 * than a minute; memory is given back page by page.
 */
export class TimedQueue {
  #pages: Page[] = [];
  #spare: Page | null = null;
  /** Place of the next entry to take in the first page, and of the next one to write in the last. */
  #from = 0;
  #to = PAGE;
  #oldest = Number.POSITIVE_INFINITY;
  #newest = 0;
  #size = 0;

  /** Rows in it. */
  get size(): number {
    return this.#size;
  }

  /** Time of the row that `take` gives, epoch ms; +Infinity when there is none. */
  get oldest(): number {
    return this.#oldest;
  }

  get bytes(): number {
    return (this.#pages.length + (this.#spare ? 1 : 0)) * PAGE * 6;
  }

  /** `time`: whole milliseconds, not before that of the last one added. */
  add(row: number, time: number): void {
    if (this.#size === 0) this.#start(time);
    let gap = time - this.#newest;
    for (let units = Math.floor(gap / UNIT_MS); units > 0; units -= MAX_UNITS) {
      const pause = Math.min(units, MAX_UNITS);
      this.#write(PAUSE, pause);
      gap -= pause * UNIT_MS;
    }
    this.#write(row, gap);
    this.#newest = time;
    this.#size++;
  }

  /** Takes out the oldest row; there must be one. */
  take(): number {
    const row = this.#pages[0]!.rows[this.#from]!;
    this.#step();
    this.#size--;
    if (this.#size === 0) this.#oldest = Number.POSITIVE_INFINITY;
    else this.#skip();
    return row;
  }

  snapshot(writer: SnapshotWriter): void {
    const { length } = this.#pages;
    writer.json('queue', {
      pages: length,
      from: this.#from,
      to: this.#to,
      oldest: Number.isFinite(this.#oldest) ? this.#oldest : null,
      newest: this.#newest,
      size: this.#size,
    });
    this.#pages.forEach(({ rows, gaps }, page) => {
      const used = page === length - 1 ? this.#to : PAGE;
      writer.array(`rows/${page}`, rows.subarray(0, used));
      writer.array(`gaps/${page}`, new Uint8Array(gaps.buffer, 0, used * 2));
    });
  }

  restore(reader: SnapshotReader): void {
    const saved = reader.json<
      Record<'pages' | 'from' | 'to' | 'newest' | 'size', number> & { oldest: number | null }
    >('queue');
    this.#pages = Array.from({ length: saved.pages }, (_, index) => {
      const page = emptyPage();
      page.rows.set(reader.u32(`rows/${index}`));
      page.gaps.set(new Uint16Array(reader.u8(`gaps/${index}`).buffer));
      return page;
    });
    this.#spare = null;
    this.#from = saved.from;
    this.#to = saved.to;
    this.#oldest = saved.oldest ?? Number.POSITIVE_INFINITY;
    this.#newest = saved.newest;
    this.#size = saved.size;
  }

  /** Begins anew with nothing in it. */
  #start(time: number): void {
    this.#oldest = time;
    this.#newest = time;
    this.#from = 0;
    this.#to = this.#pages.length > 0 ? 0 : PAGE;
    this.#pages.length = Math.min(this.#pages.length, 1);
  }

  #write(row: number, gap: number): void {
    if (this.#to === PAGE) {
      this.#pages.push(this.#spare ?? emptyPage());
      this.#spare = null;
      this.#to = 0;
    }
    const page = this.#pages[this.#pages.length - 1]!;
    page.rows[this.#to] = row;
    page.gaps[this.#to++] = gap;
  }

  #step(): void {
    if (++this.#from < PAGE) return;
    this.#spare = this.#pages.shift()!;
    this.#from = 0;
  }

  /** Goes on to the next row and its time. */
  #skip(): void {
    for (;;) {
      const page = this.#pages[0]!;
      const gap = page.gaps[this.#from]!;
      if (page.rows[this.#from] !== PAUSE) {
        this.#oldest += gap;
        return;
      }
      this.#oldest += gap * UNIT_MS;
      this.#step();
    }
  }
}

function emptyPage(): Page {
  return { rows: new Uint32Array(PAGE), gaps: new Uint16Array(PAGE) };
}
