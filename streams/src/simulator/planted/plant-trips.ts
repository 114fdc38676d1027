import { num } from '../at.ts';
import { SECOND_PHONE, STUDENT } from '../people/population.ts';
import type { Trip } from '../people/trips.ts';
import { Rng, hash } from '../rng.ts';
import type { World } from '../world.ts';
import type { SimulationPlan } from './plan.ts';

/** Puts the planned travellers into the world: waves of people coming home, and people who leave again at once. */
export function plantTrips(world: World, plan: SimulationPlan, startDay: number): void {
  for (const [n, wave] of plan.returnWaves.entries()) {
    const rng = new Rng(hash(world.seed, 131, n));
    for (let k = 0; k < wave.count; k++) {
      const subscriber = freeSubscriber(world, rng);
      const returnDay = startDay + wave.day;
      const trip = world.trips.compose(
        subscriber,
        returnDay - rng.between(8, 18),
        returnDay,
        hash(world.seed, 132, n, k),
      );
      const returnMinute = rng.between(wave.fromMinute, wave.toMinute);
      world.trips.plant(subscriber, [{ ...trip, returnMinute, case: `${trip.case}-wave` }]);
    }
  }
  const rng = new Rng(hash(world.seed, 133));
  for (let k = 0; k < plan.secondTrips; k++) {
    const subscriber = freeSubscriber(world, rng);
    world.trips.plant(subscriber, secondTrip(world, subscriber, startDay, rng));
  }
}

/** Lets the planned number of migrants come home on the same day. */
export function plantVisits({ visits, seed }: World, plan: SimulationPlan, startDay: number): void {
  for (const [n, { day, count, fromHour, toHour }] of plan.visitWaves.entries()) {
    const rng = new Rng(hash(seed, 134, n));
    let left = count;
    for (let visitor = 0; visitor < visits.count && left > 0; visitor++)
      if (visits.plant(visitor, startDay + day, rng.between(fromHour, toHour))) left--;
  }
}

/** Home for a night between two long trips: both returns count. */
function secondTrip(world: World, subscriber: number, startDay: number, rng: Rng): Trip[] {
  const home = startDay + rng.between(-6, 14);
  const first = world.trips.compose(subscriber, home - rng.between(9, 30), home, rng.int(1e9));
  const second = world.trips.compose(subscriber, home + 1, home + 1 + rng.between(8, 14), rng.int(1e9));
  return [first, second].map((trip) => ({ ...trip, case: 'hc-second-trip' }));
}

function freeSubscriber(world: World, rng: Rng): number {
  for (let attempt = 0; attempt < 200; attempt++) {
    const subscriber = rng.int(world.people.size);
    const kind = num(world.people.kind, subscriber);
    if (kind !== STUDENT && kind !== SECOND_PHONE && !world.trips.planted(subscriber)) return subscriber;
  }
  return 0;
}
