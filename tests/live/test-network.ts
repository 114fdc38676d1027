import { LiveClient } from '@tidewall/frontend/protocol';
import { CALM, TestLink, type Weather } from './test-link.ts';
import { TestScreen } from './test-screen.ts';
import { TestServer } from './test-server.ts';
import { drawing, VirtualTime } from './virtual-time.ts';

export const TOPICS = ['overview', 'detections', 'pipeline'] as const;
export type TopicName = (typeof TOPICS)[number];

/** One screen: the real client, and how many paints it had. */
export interface Station {
  readonly client: LiveClient;
  readonly link: TestLink;
  readonly screen: TestScreen;
  /** May it see an entry? Null: all. */
  readonly visible: ((key: string) => boolean) | null;
  /** When it painted, virtual milliseconds. */
  readonly paints: number[];
}

/** A server and some screens in virtual time. */
export class TestNetwork {
  readonly time = new VirtualTime();
  readonly server = new TestServer(this.time, TOPICS);
  readonly stations: Station[] = [];
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = drawing(seed);
  }

  /** A new screen that follows all topics. */
  join(visible: Station['visible'] = null): Station {
    const { time, server } = this;
    const screen = new TestScreen(time, this.#random);
    const name = `screen${this.stations.length}`;
    const link = new TestLink({ time, screen, server, random: this.#random }, name, visible);
    const paints: number[] = [];
    const client = new LiveClient(link, screen, {
      painted: () => void paints.push(time.now),
      connection: () => undefined,
    });
    for (const topic of TOPICS) client.subscribe(topic);
    const station = { client, link, screen, visible, paints };
    this.stations.push(station);
    return station;
  }

  set weather(weather: Weather) {
    for (const { link } of this.stations) link.weather = weather;
  }

  show({ screen, client }: Station, shown: boolean): void {
    if (screen.hidden === !shown) return;
    screen.hidden = !shown;
    client.visibilityChanged();
  }

  /** Everything is well again: what is left is for the protocol to repair. */
  calm(): void {
    this.weather = CALM;
    if (!this.server.isUp) this.server.start();
    for (const station of this.stations) {
      station.link.unplugged = false;
      station.screen.frozen = false;
      this.show(station, true);
    }
  }

  /** What the screen should hold of a topic. */
  expected({ visible }: Station, topic: TopicName): Readonly<Record<string, unknown>> {
    const entries = Object.entries(this.server.state(topic));
    return Object.fromEntries(visible === null ? entries : entries.filter(([key]) => visible(key)));
  }

  /** What it holds; null: nothing yet. */
  held({ client }: Station, topic: TopicName): Readonly<Record<string, unknown>> | null {
    const state = client.state(topic);
    return state === null ? null : Object.fromEntries(state.entries);
  }

  /** How far the screen's idea of the server's time is off, milliseconds. */
  clockError({ client, screen }: Station): number {
    return Math.abs((client.clock.now(screen.now()) ?? Infinity) - this.server.epochNow);
  }
}
