/** What topic `overview` of the live protocol holds. */

/** Share of new customers of an area on the running day. `share` is null while nothing is counted. */
export interface ShareNow {
  /** Local day, YYYY-MM-DD. */
  readonly day: string;
  readonly ownNew: number;
  /** By operatorId. */
  readonly rivalNew: Readonly<Record<string, number>>;
  readonly share: number | null;
  /** Wilson 95 % interval. */
  readonly interval: readonly [number, number] | null;
  readonly threshold: number;
  /** A below-threshold detection (three-party) stands today. */
  readonly below: boolean;
}

/**
 * A count of people as it leaves the server: itself; fewer than k; or k or more, but withheld, because a count of fewer
 * would follow from it (`privacy.k`).
 */
export type ShownCount = number | 'few' | 'withheld';

/** `overview`, key `area/{areaId}`: every area from country to township. */
export interface AreaNow {
  readonly areaId: string;
  /** Start of the minute that people and events are of: the newest that is over. Null: none is known. */
  readonly minute: number | null;
  /** That minute still runs: only where counts are not protected (k of 1). */
  readonly running: boolean;
  /** Distinct subscribers. Null: not known, or not one of our areas. */
  readonly subscribers: ShownCount | null;
  /** Events; null with `subscribers`, and where that is not a figure. */
  readonly signalling: number | null;
  readonly usage: number | null;
  /** `homecoming` detections of the running local day, in whole steps of k; null for areas that are not ours. */
  readonly homecomings: ShownCount | null;
  /** The same to the same time of day, one and seven days ago; null when not known. */
  readonly homecomingsYesterday: ShownCount | null;
  readonly homecomingsLastWeek: ShownCount | null;
  readonly share: ShareNow;
}

/**
 * `overview`, key `flow/{fromAreaId}/{toAreaId}`: today's homecomings by where they were (city or province) and home city,
 * in whole steps of k. Flows of fewer are left out.
 */
export interface FlowNow {
  readonly fromAreaId: string;
  readonly toAreaId: string;
  readonly count: number;
}

/** `overview`, key `origin/{areaId}`: all flows from there, those that are left out too, in whole steps of k. */
export interface OriginNow {
  readonly areaId: string;
  readonly count: number;
}

/** `overview`, key `hotspot/{hotspotId}`: campuses. */
export interface HotspotNow {
  readonly hotspotId: string;
  /** Start of the quarter of an hour that the figures are of: the newest that is over. Null: none is known. */
  readonly quarter: number | null;
  /** That quarter still runs: only where counts are not protected. */
  readonly running: boolean;
  readonly subscribers: ShownCount | null;
  /** Known students among them; withheld, too, where those who are none would be few. */
  readonly students: ShownCount | null;
  /** Numbers of rivals that communicated with known students there. */
  readonly rivals: ShownCount | null;
  /** Null where `subscribers` is not a figure. */
  readonly calls: number | null;
  readonly sms: number | null;
  readonly bytes: number | null;
  readonly voiceSeconds: number | null;
  /** Newcomers of the running day, in whole steps of k. */
  readonly ownNewcomersToday: ShownCount;
  readonly rivalNewcomersToday: ShownCount;
  /**
   * The usual range of `subscribers` at this quarter on this kind of day (10th, 50th, 90th percentile) in whole steps of k:
   * 0 stands for fewer than k. Null when not enough history.
   */
  readonly usual: readonly [number, number, number] | null;
}

/** `overview`, key `campuses`: newcomers of the running day on all of them, in whole steps of k. */
export interface CampusesNow {
  readonly ownNewcomersToday: ShownCount;
  readonly rivalNewcomersToday: ShownCount;
}

/** `overview`, key `privacy`: counts of people below k are not told; 1: all are. */
export interface PrivacyNow {
  readonly k: number;
}

/** `overview`, key `clock`. */
export interface ClockNow {
  /** Time of the system, epoch milliseconds; runs faster than the wall clock in accelerated simulation. */
  readonly systemTime: number;
  /** Server time at which the system's was read, epoch milliseconds. */
  readonly at: number;
  /** System seconds per wall second. */
  readonly speed: number;
  readonly timeZone: string;
  readonly simulated: boolean;
}

export type OverviewEntry = AreaNow | FlowNow | OriginNow | HotspotNow | CampusesNow | PrivacyNow | ClockNow;
