import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../../config/index.ts';
import { CONFIG, SYSTEM_CLOCK, type SystemClock } from '../../tokens.ts';
import { Calendar, LocalTime } from '../calendar/index.ts';
import { dueTimes, type DueRule, type DueTimes } from './due.ts';

/** The time that people work in. */
@Injectable()
export class WorkClock {
  readonly local: LocalTime;

  constructor(
    @Inject(SYSTEM_CLOCK) private readonly clock: SystemClock,
    @Inject(Calendar) private readonly calendar: Calendar,
    @Inject(CONFIG) config: Config,
  ) {
    this.local = new LocalTime(config.timeZone);
  }

  /** Epoch milliseconds. */
  now(): number {
    return this.clock.now();
  }

  date(): Date {
    return new Date(this.clock.now());
  }

  /** When something that begins now is due. */
  due(rule: DueRule): DueTimes {
    return dueTimes(this.clock.now(), rule, this.calendar, this.local);
  }
}
