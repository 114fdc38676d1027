import type { RuleLabels } from './thresholds.types.ts';

export const labelsEn: RuleLabels = {
  'homecoming/own': {
    name: 'Homecoming, own',
    parameters: {
      homeLevel: 'level of area that counts as home',
      minAwayDays: 'shortest time away',
      minDwellMinutes: 'shortest stay after the return',
      pingPongSeconds: 'ping-pong filter',
      festivalWindowDays: 'furthest from a festival',
    },
  },
  'homecoming/inbound': {
    name: 'Homecoming, inbound',
    parameters: {
      minAbsentDays: 'shortest absence before another visit',
      minDwellMinutes: 'shortest stay in the county',
      minContacts: 'fewest communications with the closest contact',
      contactDays: 'how far back communications count',
    },
  },
  'learned-home': {
    name: 'Learned home',
    parameters: {
      learnDays: 'days to learn from',
      minRestDays: 'fewest days of rest hours',
      minRestShare: 'lowest share of the observed rest days',
      restFromHour: 'rest hours of a workday from',
      restToHour: 'rest hours of a workday to',
      dayStartHour: 'hour at which a day begins',
    },
  },
  'campus-student': {
    name: 'Campus student',
    parameters: {
      minSms: 'fewest messages in the month',
      minCellShare: 'lowest share of records in campus cells',
      minFellows: 'fewest fellows',
      minCommunications: 'fewest communications with each fellow',
    },
  },
  'campus-newcomer/own': {
    name: 'Campus newcomer, own',
    parameters: { newDays: 'longest time since activation' },
  },
  'campus-newcomer/rival': {
    name: 'Campus newcomer, rival',
    parameters: {
      residentDays: 'days that say who lives on a campus',
      minResidentShare: 'lowest share of records in campus cells',
    },
  },
  'campus-rival': {
    name: 'Rival number on campus',
    parameters: {
      minRivalCommunications: 'fewest communications with students',
      minStudents: 'fewest students',
      rivalDays: 'how far back communications count',
      quietDays: 'not again before',
    },
  },
  'campus-activity': {
    name: 'Campus activity',
    parameters: {
      baselineWeeks: 'weeks of the baseline',
      startScore: 'robust z that starts it',
      endScore: 'robust z that ends it',
      consecutiveWindows: 'windows in a row',
      minComparableWindows: 'fewest comparable windows',
      minMedian: 'smallest median of the baseline',
    },
  },
  'share-drop/below-threshold': {
    name: 'Share below threshold',
    parameters: { minNew: 'fewest new customers', threshold: 'threshold of the share' },
  },
  'share-drop/sudden': {
    name: 'Sudden share drop',
    parameters: {
      minNew: 'fewest new customers',
      trailingDays: 'days to compare with',
      minScore: 'least z',
      minDrop: 'least drop',
    },
  },
  'rival-numbers': {
    name: 'Register of rival numbers',
    parameters: { seenDays: 'silence before a number counts as new' },
  },
  'source-outage': {
    name: 'Source outage',
    parameters: {
      minVolumeShare: 'lowest share of the baseline',
      minEvents: 'fewest events of a baseline',
      baselineWeeks: 'weeks of the baseline',
      minComparableWindows: 'fewest comparable spans',
    },
  },
};
