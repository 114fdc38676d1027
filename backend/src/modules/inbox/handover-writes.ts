import { setTimeout as sleep } from 'node:timers/promises';
import { Subject } from 'rxjs';
import type { Logger } from 'pino';
import { handedDetections, type HandedDetection, type HandoverBlock } from '../../adapters/engine/index.ts';
import type { Database } from '../../adapters/postgres/index.ts';
import { insertNumbers, seal, type VaultSecrets } from '../vault/index.ts';
import { insertDetections } from './inbox.repository.ts';

export interface HandoverParts {
  readonly database: Database;
  readonly secrets: Pick<VaultSecrets, 'keys'>;
  readonly clock: { now(): number };
  readonly logger: Logger;
}

interface Waiting {
  readonly block: HandoverBlock;
  readonly acknowledged: () => void;
}

/** Rows of one transaction, about. */
const MAX_ROWS = 1_000;
const FIRST_RETRY_MS = 200;
const MAX_RETRY_MS = 5_000;

/**
 * Writes detections into the inbox and the numbers of their subjects into the vault, in order, again and again until
 * PostgreSQL has them. Until then they are not acknowledged: no snapshot leaves them behind, and a crash says them again.
 */
export class HandoverWrites {
  readonly handedOver$ = new Subject<void>();
  failing = false;
  readonly #parts: HandoverParts;
  #waiting: Waiting[] = [];
  #busy = false;
  #writing: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(parts: HandoverParts) {
    this.#parts = parts;
  }

  write(block: HandoverBlock, acknowledged: () => void): void {
    this.#waiting.push({ block, acknowledged });
    if (this.#busy) return;
    this.#busy = true;
    this.#writing = this.#writeAll();
  }

  /** Gives up what PostgreSQL has not taken: the journal has it. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#writing;
    this.handedOver$.complete();
  }

  async #writeAll(): Promise<void> {
    let retryMs = FIRST_RETRY_MS;
    while (this.#waiting.length > 0 && !this.#closed) {
      const taken = this.#next();
      try {
        await this.#store(taken.flatMap(({ block }) => handedDetections(block)));
      } catch (err) {
        this.#waiting.unshift(...taken);
        if (!this.failing)
          this.#parts.logger.error({ err, retryMs }, 'detections not handed over, tried again');
        this.failing = true;
        await sleep(retryMs);
        retryMs = Math.min(MAX_RETRY_MS, retryMs * 2);
        continue;
      }
      retryMs = FIRST_RETRY_MS;
      this.failing = false;
      for (const { acknowledged } of taken) acknowledged();
      this.handedOver$.next();
    }
    // In the same turn as the look that found nothing, so that what comes next is not left lying.
    this.#busy = false;
  }

  #next(): Waiting[] {
    let rows = 0;
    const count = this.#waiting.findIndex(({ block }) => (rows += block.rows) >= MAX_ROWS) + 1;
    return this.#waiting.splice(0, count === 0 ? this.#waiting.length : count);
  }

  async #store(handed: readonly HandedDetection[]): Promise<void> {
    const { database, clock } = this.#parts;
    const receivedAt = new Date(clock.now());
    const numbers = this.#sealed(handed);
    await database.transaction(async (tx) => {
      await insertDetections(
        tx,
        handed.map(({ detection }) => rowOf(detection, receivedAt)),
      );
      await insertNumbers(tx, numbers);
    });
  }

  #sealed(handed: readonly HandedDetection[]) {
    const numbers = new Map<string, string>();
    for (const { detection, number } of handed)
      if (number !== null) numbers.set(detection.subject.id, number);
    const { keys } = this.#parts.secrets;
    return [...numbers].map(([pseudonym, number]) => ({ pseudonym, sealed: seal(keys, pseudonym, number) }));
  }
}

function rowOf(detection: HandedDetection['detection'], receivedAt: Date) {
  const { detectionId, revision, eventTime, type, subtype, areaId, hotspotId, subject } = detection;
  return {
    detectionId,
    revision,
    receivedAt,
    eventTime: new Date(eventTime),
    type,
    subtype,
    areaId,
    hotspotId,
    subjectKind: subject.kind,
    subjectId: subject.id,
    detection,
  };
}
