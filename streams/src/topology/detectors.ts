import { CampusNewcomer } from '../detectors/campus-newcomer/campus-newcomer.ts';
import { RivalNewcomer } from '../detectors/campus-newcomer/rival.ts';
import { CampusRival } from '../detectors/campus-rival/campus-rival.ts';
import type {
  DetectorContext,
  NetworkContext,
  NetworkDetector,
  SubscriberDetector,
} from '../detectors/detector.ts';
import { Homecoming } from '../detectors/homecoming/homecoming.ts';
import { InboundHomecoming } from '../detectors/homecoming-inbound/homecoming-inbound.ts';

/** The detectors of a shard, in the order in which they see each batch. A new one is one folder and one line here. */
export const SUBSCRIBER_DETECTORS: readonly ((context: DetectorContext) => SubscriberDetector)[] = [
  (context) => new Homecoming(context),
  (context) => new CampusNewcomer(context),
];

/** The network-wide detectors beside the shares, in the order in which they see each instant. */
export function networkDetectors(context: NetworkContext): NetworkDetector[] {
  return [new InboundHomecoming(context), new RivalNewcomer(context), new CampusRival(context)];
}
