import { Api } from './api.ts';
import { administratorOf, newPerson, type Person } from './people.ts';
import { TestProvince } from './province.ts';
import { ServerProcess, startServer, temporaryDirectory } from './server.ts';

const RIVALS = 40;

/** A server with a province in which something happens, and somebody who may change what walls show. */
export class WallStage {
  #server: ServerProcess;
  readonly api: Api;
  readonly supervisor: Person;
  readonly #province: TestProvince;
  readonly #remove: () => Promise<void>;

  private constructor(
    server: ServerProcess,
    supervisor: Person,
    province: TestProvince,
    remove: () => Promise<void>,
  ) {
    this.#server = server;
    this.api = new Api(server.url);
    this.supervisor = supervisor;
    this.#province = province;
    this.#remove = remove;
  }

  /** With reference data and boundaries. */
  static async begin(): Promise<WallStage> {
    const directory = await temporaryDirectory();
    const province = new TestProvince();
    await province.writeMap(directory.path);
    const server = await startServer({ dataDir: directory.path });
    const api = new Api(server.url);
    for (const [file, csv] of Object.entries(province.files)) await api.putReference(file, csv);
    const administrator = await administratorOf(server);
    const supervisor = await newPerson(server.url, administrator, 'zhou', ['administrator', 'supervisor']);
    return new WallStage(server, supervisor, province, directory.remove);
  }

  get server(): ServerProcess {
    return this.#server;
  }

  /** Kills the server and starts it again at the same address; resolves as soon as it listens. */
  async restart(): Promise<void> {
    const { port } = new URL(this.#server.url);
    const { dataDir } = this.#server;
    await this.#server.kill();
    this.#server = new ServerProcess(dataDir, {}, { flags: ['--http-port', port] });
    await this.#server.listening();
  }

  /** New customers of a rival, far too many: the share drops. */
  async dropShare(): Promise<void> {
    const events = this.#province.newRivals(1, RIVALS, Date.now());
    await this.api.ingest(
      'usage',
      events.map(({ event }) => event),
    );
  }

  /** Raises an alert by hand; gives its id. */
  async raise(severity: 'critical' | 'warning' | 'info', title: string): Promise<string> {
    const { items } = (await this.supervisor.get<{ items: { areaId: string; level: string }[] }>('/areas'))
      .body;
    const areaId = items.find(({ level }) => level === 'city')?.areaId ?? '';
    const alert = { areaId, title, message: title, severity, indicatorId: 'ready-share-drop' };
    return (await this.supervisor.done<{ id: string }>('POST', '/alerts', alert)).id;
  }

  async end(): Promise<void> {
    await this.#server.end();
    await this.#remove();
  }
}
