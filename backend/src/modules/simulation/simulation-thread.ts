import { Worker } from 'node:worker_threads';
import type { ReferenceTexts } from '@tidewall/streams';
import type { Topology } from '@tidewall/streams/simulator';
import type {
  SimulationEvent,
  SimulationHour,
  SimulationRequest,
  SimulationThreadData,
} from './simulation.protocol.ts';

interface Waiting {
  readonly resolve: (event: SimulationEvent) => void;
  readonly reject: (error: Error) => void;
}

/** The source runs as it is in tests, the build in production: the worker's file is of the same kind as this one. */
const WORKER_FILE = import.meta.url.endsWith('.ts') ? './simulation.worker.ts' : './simulation.worker.js';

/** The simulation as the main thread sees it. Hours are made ahead: asking for one has the next made too. */
export class SimulationThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #hours = new Map<number, Promise<SimulationHour>>();
  #nextId = 1;
  #ended: Error | null = null;
  #boundaries: Topology | null = null;

  constructor(data: SimulationThreadData) {
    this.#worker = new Worker(new URL(WORKER_FILE, import.meta.url), { workerData: data });
    this.#worker.on('message', (event: SimulationEvent) => {
      this.#receive(event);
    });
    this.#worker.on('error', (error: Error) => {
      this.#end(error);
    });
    this.#worker.on('exit', () => {
      this.#end(new Error('the simulation has stopped'));
    });
  }

  /** All levels; null until the province is drawn. */
  get boundaries(): Topology | null {
    return this.#boundaries;
  }

  async reference(): Promise<ReferenceTexts> {
    const event = await this.#ask((id) => ({ type: 'reference', id }));
    if (event.type !== 'reference') throw new Error('the simulation answered something else');
    return event.files;
  }

  /** The hour with this index; hours before it are forgotten. */
  hour(index: number): Promise<SimulationHour> {
    for (const made of this.#hours.keys()) if (made < index) this.#hours.delete(made);
    const hour = this.#made(index);
    this.#made(index + 1).catch(() => undefined);
    return hour;
  }

  async stop(): Promise<void> {
    this.#end(new Error('the simulation was stopped'));
    await this.#worker.terminate();
  }

  #made(index: number): Promise<SimulationHour> {
    const known = this.#hours.get(index);
    if (known !== undefined) return known;
    const hour = this.#ask((id) => ({ type: 'hour', id, index })).then((event) => {
      if (event.type !== 'hour') throw new Error('the simulation answered something else');
      return event.hour;
    });
    this.#hours.set(index, hour);
    return hour;
  }

  #ask(request: (id: number) => SimulationRequest): Promise<SimulationEvent> {
    if (this.#ended !== null) return Promise.reject(this.#ended);
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage(request(id));
    });
  }

  #receive(event: SimulationEvent): void {
    if (event.type === 'ready') {
      this.#boundaries = event.boundaries;
      return;
    }
    this.#waiting.get(event.id)?.resolve(event);
    this.#waiting.delete(event.id);
  }

  #end(error: Error): void {
    this.#ended ??= error;
    for (const waiting of this.#waiting.values()) waiting.reject(this.#ended);
    this.#waiting.clear();
  }
}
