export { comparableDays, dayKind, type DayKind } from './comparable-days.ts';
export { addDays, isDay, LocalTime } from './local-time.ts';
export { chineseFestivals } from './festivals.ts';
