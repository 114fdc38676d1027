import type {
  AreaNow,
  CampusesNow,
  ClockNow,
  HotspotNow,
  LiveCounters,
  PrivacyNow,
  ShareNow,
} from '@tidewall/streams';
import {
  bandInSteps,
  besideShown,
  shownAlone,
  shownStudents,
  type HotspotQuarter,
  type PeopleOfArea,
  type ShownCampuses,
  type ShownFlows,
} from '../headcounts/index.ts';
import type { UsualQuarter } from '../history/history.types.ts';
import { shareOf, sum } from '../history/index.ts';
import type { NewcomerCounts } from './today-detections.ts';
import { Topic } from './topic.ts';

type AreaCounter = LiveCounters['areas'][number];
type HotspotCounter = LiveCounters['hotspots'][number];
type ShareCounter = LiveCounters['shares'][number];

/** Threshold that is shown while an area has no counts of its own yet. */
const DEFAULT_THRESHOLD = 0.7;

/** Figures that come from elsewhere when an entry is made. */
export interface AreaFigures {
  readonly day: string;
  readonly homecomings: number;
  readonly homecomingsYesterday: number | null;
  readonly homecomingsLastWeek: number | null;
}

/** The newest counters by area and hotspot. */
export class NewestCounters {
  readonly areas = new Map<string, AreaCounter>();
  readonly hotspots = new Map<string, HotspotCounter>();
  readonly shares = new Map<string, ShareCounter>();

  apply(counters: LiveCounters): void {
    for (const area of counters.areas) this.areas.set(area.areaId, area);
    for (const hotspot of counters.hotspots) this.hotspots.set(hotspot.hotspotId, hotspot);
    for (const share of counters.shares) this.shares.set(share.areaId, share);
  }
}

/** Everything to the unit, of the minute that runs: for programs, and where counts are not protected. */
export function exactArea(areaId: string, counters: NewestCounters, figures: AreaFigures): AreaNow {
  const counter = counters.areas.get(areaId);
  return {
    areaId,
    minute: counter?.minute ?? null,
    running: true,
    subscribers: counter?.subscribers ?? 0,
    signalling: counter?.signalling ?? 0,
    usage: counter?.usage ?? 0,
    homecomings: figures.homecomings,
    homecomingsYesterday: figures.homecomingsYesterday,
    homecomingsLastWeek: figures.homecomingsLastWeek,
    share: shareEntry(counters.shares.get(areaId), figures.day),
  };
}

/** What may be told of an area. Shares are business figures and told to the unit. */
export function shownArea(
  areaId: string,
  people: PeopleOfArea,
  counters: NewestCounters,
  day: string,
): AreaNow {
  return { areaId, running: false, ...people, share: shareEntry(counters.shares.get(areaId), day) };
}

/** Counts of another day than the running one are over. */
function shareEntry(counter: ShareCounter | undefined, day: string): ShareNow {
  const threshold = counter?.threshold ?? DEFAULT_THRESHOLD;
  if (counter?.day !== day)
    return { day, ownNew: 0, rivalNew: {}, ...shareOf(0, 0), threshold, below: false };
  const { ownNew, rivalNew, below } = counter;
  return {
    day,
    ownNew,
    rivalNew: { ...rivalNew },
    ...shareOf(ownNew, sum(Object.values(rivalNew))),
    threshold,
    below,
  };
}

/** Everything to the unit, of the quarter of an hour that runs. */
export function exactHotspot(
  hotspotId: string,
  counters: NewestCounters,
  newcomers: NewcomerCounts,
  usual: UsualQuarter | undefined,
): HotspotNow {
  const counter = counters.hotspots.get(hotspotId);
  return {
    hotspotId,
    quarter: counter?.quarter ?? null,
    running: true,
    subscribers: counter?.subscribers ?? 0,
    students: counter?.students ?? 0,
    rivals: counter?.rivals ?? 0,
    calls: counter?.calls ?? 0,
    sms: counter?.sms ?? 0,
    bytes: counter?.bytes ?? 0,
    voiceSeconds: counter?.voiceSeconds ?? 0,
    ownNewcomersToday: newcomers.own,
    rivalNewcomersToday: newcomers.rival,
    usual: usual ? [usual.low, usual.median, usual.high] : null,
  };
}

/** What may be told of a campus: its last whole quarter of an hour, and newcomers of the day. */
export function shownHotspot(
  hotspotId: string,
  quarter: HotspotQuarter | null,
  newcomers: ShownCampuses,
  usual: UsualQuarter | undefined,
  k: number,
): HotspotNow {
  const subscribers = quarter === null ? null : shownAlone(quarter.subscribers, k);
  const beside = (figure: number | undefined): number | null => besideShown(figure ?? 0, subscribers);
  return {
    hotspotId,
    quarter: quarter?.startMs ?? null,
    running: false,
    subscribers,
    students: quarter === null ? null : shownStudents(quarter.students, quarter.subscribers, k),
    rivals: quarter === null ? null : shownAlone(quarter.rivals, k),
    calls: beside(quarter?.calls),
    sms: beside(quarter?.sms),
    bytes: beside(quarter?.bytes),
    voiceSeconds: beside(quarter?.voiceSeconds),
    ownNewcomersToday: newcomers.own.byCampus.get(hotspotId) ?? shownAlone(0, k),
    rivalNewcomersToday: newcomers.rival.byCampus.get(hotspotId) ?? shownAlone(0, k),
    usual: usual ? bandInSteps(usual, k) : null,
  };
}

/** The `overview` topic with typed keys. */
export class OverviewTopic {
  readonly topic = new Topic('overview');

  setArea(area: AreaNow): void {
    this.topic.set(`area/${area.areaId}`, area);
  }

  setHotspot(hotspot: HotspotNow): void {
    this.topic.set(`hotspot/${hotspot.hotspotId}`, hotspot);
  }

  /** A clock that stands still is not told again: its `at` alone is no news. */
  setClock(clock: ClockNow): void {
    const told = this.topic.get('clock') as ClockNow | undefined;
    if (told?.systemTime !== clock.systemTime || told.speed !== clock.speed) this.topic.set('clock', clock);
  }

  area(areaId: string): AreaNow | null {
    return (this.topic.get(`area/${areaId}`) as AreaNow | undefined) ?? null;
  }

  hotspot(hotspotId: string): HotspotNow | null {
    return (this.topic.get(`hotspot/${hotspotId}`) as HotspotNow | undefined) ?? null;
  }

  setCampuses(campuses: CampusesNow): void {
    this.topic.set('campuses', campuses);
  }

  setPrivacy(privacy: PrivacyNow): void {
    this.topic.set('privacy', privacy);
  }

  /** Replaces all flows and the sums by origin. */
  setFlows({ flows, origins }: ShownFlows): void {
    const entries = new Map<string, unknown>([
      ...flows.map((flow) => [`flow/${flow.fromAreaId}/${flow.toAreaId}`, flow] as const),
      ...origins.map((origin) => [`origin/${origin.areaId}`, origin] as const),
    ]);
    for (const key of [...this.topic.keys()])
      if (/^(?:flow|origin)\//.test(key) && !entries.has(key)) this.topic.delete(key);
    for (const [key, entry] of entries) this.topic.set(key, entry);
  }

  /** Drops areas and hotspots that the reference data no longer has. */
  retain(known: ReadonlySet<string>): void {
    for (const key of [...this.topic.keys()]) {
      if (/^(?:area|hotspot)\//.test(key) && !known.has(key)) this.topic.delete(key);
    }
  }
}
