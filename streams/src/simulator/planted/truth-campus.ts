import { at } from '../at.ts';
import { HOUR_MS, MINUTE_MS } from '../calendar.ts';
import { arrivalOf } from '../stream/feed-buffer.ts';
import type { NewCustomer } from '../stream/new-customers.ts';
import type { Finding, TruthScope } from './truth.ts';

const HOURS_HEARD = 72;

/** New customers who count as newcomers of a campus: by its shop, or by first use of its cells soon after activation. */
export function campusNewcomers(scope: TruthScope): Finding[] {
  const findings: Finding[] = [];
  const fromDay = Math.floor(scope.firstHour / 24) - 3;
  for (let day = fromDay; day < Math.ceil(scope.endHour / 24); day++)
    for (const customer of scope.customers.on(day)) {
      // Porting in is no activation.
      if (customer.portedIn) continue;
      const shop = shopCampus(scope, customer);
      if (shop >= 0 && inScope(scope, customer.time))
        findings.push(finding(scope, customer, shop, customer.time, 'cn-campus-shop'));
      if (customer.campus < 0 || customer.campus === shop) continue;
      const used = firstUse(scope, customer);
      if (used !== null)
        findings.push(finding(scope, customer, customer.campus, used, 'cn-bought-elsewhere'));
    }
  return findings;
}

function inScope(scope: TruthScope, time: number): boolean {
  const hour = Math.floor((time + scope.world.offsetMs) / HOUR_MS);
  return hour >= scope.firstHour && hour < scope.endHour && !scope.silent('lifecycle', hour);
}

function shopCampus(scope: TruthScope, customer: NewCustomer): number {
  const { campuses } = scope.world.geography;
  return campuses.findIndex((campus) => campus.channel === customer.channel);
}

/** A number activated before the data begin is unknown to the detector: its activation is in no file. */
function firstUse(scope: TruthScope, customer: NewCustomer): number | null {
  if (!inScope(scope, customer.time)) return null;
  const { world, silent, customers } = scope;
  const first = Math.floor((customer.time + world.offsetMs) / HOUR_MS);
  for (let hour = first; hour < Math.min(first + HOURS_HEARD, scope.endHour); hour++) {
    let earliest = Infinity;
    const end = (hour + 1) * HOUR_MS - world.offsetMs;
    if (silent('usage', hour)) continue;
    customers.emitOne(customer, hour, {
      lifecycle: () => undefined,
      signalling: () => undefined,
      usage: (time, service, msisdn) => {
        const late = arrivalOf(time, msisdn, service, end, world.disorder) - time > 5 * MINUTE_MS;
        if (msisdn === customer.msisdn && !late) earliest = Math.min(earliest, time);
      },
    });
    if (earliest < Infinity) return earliest;
  }
  return null;
}

function finding(
  scope: TruthScope,
  customer: NewCustomer,
  campus: number,
  time: number,
  name: string,
): Finding {
  const { geography } = scope.world;
  const hotspot = at(geography.hotspots, at(geography.campuses, campus).hotspot);
  return {
    type: 'campus-newcomer',
    subtype: 'own',
    time,
    subject: { kind: 'subscriber', msisdn: String(customer.msisdn) },
    areaId: at(geography.areas, hotspot.area).areaId,
    hotspotId: hotspot.hotspotId,
    evidence: { channelId: at(geography.channels, customer.channel).channelId },
    case: name,
  };
}
