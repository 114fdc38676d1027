export { AreaPeople, type HomecomingDays, type ShownPoints } from './area-people.service.ts';
export { CoveredAreas } from './covered-areas.ts';
export { HeadcountsModule } from './headcounts.module.ts';
export type { UsualBand } from './headcounts.types.ts';
export { HomecomingsService } from './homecomings.service.ts';
export { MinuteBoard, type HotspotQuarter } from './minute-board.ts';
export { knownAt, type Moment } from './moment.ts';
export { PresenceService, type MinuteOfAreas } from './presence.service.ts';
export {
  bandInSteps,
  besideShown,
  shownAlone,
  shownStudents,
  wholeSteps,
  type ShownCount,
} from './privacy/index.ts';
export { campusesNow, shownNewcomers, shownOfCampus, type ShownCampuses } from './shown-campuses.ts';
export { shownFlows, type ShownFlows } from './shown-flows.ts';
export { DAY_COUNTS, ShownPeople, type DayCount, type PeopleOfArea } from './shown-people.ts';
export { UsualService } from './usual.service.ts';
