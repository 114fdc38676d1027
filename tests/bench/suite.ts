import type { Bench } from './figure.ts';
import { alerts } from './suite/alerts.ts';
import { contacts } from './suite/contacts.ts';
import { decode } from './suite/decode.ts';
import { dispatch } from './suite/dispatch.ts';
import { homecoming } from './suite/homecoming.ts';
import { live } from './suite/live.ts';
import { market } from './suite/market.ts';
import { replay } from './suite/replay.ts';
import { sms } from './suite/sms.ts';
import { subscriberTable } from './suite/subscriber-table.ts';
import { windows } from './suite/windows.ts';

/** All benchmarks in the order in which they run. */
export const BENCHES: readonly Bench[] = [
  decode,
  subscriberTable,
  homecoming,
  contacts,
  windows,
  replay,
  live,
  market,
  sms,
  dispatch,
  alerts,
];
