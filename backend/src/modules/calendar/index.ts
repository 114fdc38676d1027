export { Calendar, openCalendar } from './calendar.ts';
export { addDays, isDay, LocalTime } from './local-time.ts';
