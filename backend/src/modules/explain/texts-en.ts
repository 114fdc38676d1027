import { AREA_LEVELS } from '@tidewall/streams';
import type { ExplanationTexts, Teller } from './explain.types.ts';

const KINDS: Readonly<Record<string, string>> = {
  workday: 'workdays',
  weekend: 'weekends',
  holiday: 'holidays',
};

const level = (index: number): string => AREA_LEVELS[index] ?? 'city';
const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;
const party = (t: Teller): string =>
  t.is('party', 'two') ? `against ${t.operator('operatorId')}` : 'against all rivals';

function festival(t: Teller): string {
  if (!t.has('festival')) return '';
  const f = t.inside('festival');
  const name = f.has('nameEn') ? f.text('nameEn') : f.text('name');
  const days = f.value('days');
  if (days === 0) return ` During ${name}.`;
  return ` ${Math.abs(days)} ${Math.abs(days) === 1 ? 'day' : 'days'} ${days < 0 ? 'before' : 'after'} ${name}.`;
}

function youngRegister(t: Teller): string {
  return t.has('registerAgeDays')
    ? ` The register of rival numbers is ${t.number('registerAgeDays')} days old.`
    : '';
}

/** Texts of explanations, one entry a rule. */
export const textsEn: ExplanationTexts = {
  rules: {
    'homecoming/own': {
      rule: (v) =>
        `A subscriber of ours was away from the home ${level(v.homeLevel)} for at least ${v.minAwayDays} days, was seen in it again, and once more at least ${v.minDwellMinutes} minutes later, without being seen elsewhere in between. Jumps across the border between two observations at most ${v.pingPongSeconds} seconds apart are left out.`,
      found: (t) =>
        `Away since ${t.time('awaySince')}, for ${t.number('awayDays')} days, mostly in ${t.areas('awayAreaIds')}. Seen at home again on ${t.time('returnedAt')}, confirmed on ${t.time('confirmedAt')} in ${t.place}.${festival(t)}`,
    },
    'homecoming/inbound': {
      rule: (v) =>
        `A number that is not ours, with a home outside our province or unknown, was in the province after at least ${v.minAbsentDays} days without being seen there, and stayed in one county for at least ${v.minDwellMinutes} minutes. The subscriber of ours with whom it communicated most in the last ${v.contactDays} days did so at least ${v.minContacts} times and has its home in that county. Once a visit.`,
      found: (t) => {
        const next = t.inside('runnerUp');
        const second = t.has('runnerUp')
          ? `; the next one in ${next.area('homeAreaId')}, with ${next.number('communications')}`
          : '';
        return `Staying since ${t.time('dwellingSince')}, last seen in ${t.place}. The subscriber of ours with most communications has its home in ${t.area('peerHomeAreaId')}, with ${t.number('communications')} communications${second}.${festival(t)}`;
      },
    },
    'campus-student': {
      rule: (v) =>
        `Judged as each calendar month closes: a subscriber of ours, activated before that month, with at least ${v.minSms} messages sent or received, at least ${percent(v.minCellShare)} of all its usage records in the cells of the campus, and at least ${v.minFellows} others of ours that meet this share too, with each of whom it communicated at least ${v.minCommunications} times.`,
      found: (t) => {
        const inside = t.has('campusRecords')
          ? `, ${t.number('campusRecords')} of them in the cells of the campus`
          : '';
        return `In ${t.day('month')} at ${t.campus}: ${t.number('sms')} messages, ${t.number('records')} usage records${inside}, ${t.number('fellows')} fellows.`;
      },
    },
    'campus-newcomer/own': {
      rule: (v) =>
        `A number of ours was activated through a channel of the campus, or had its first usage record ever in the cells of the campus at most ${v.newDays} days after its activation. Once a number and campus; porting in is no activation.`,
      found: (t) =>
        t.is('by', 'channel')
          ? `Activated on ${t.time('activatedAt')} through a channel of ${t.campus}.`
          : `Activated on ${t.time('activatedAt')}; first usage record in the cells of ${t.campus} on ${t.eventTime}.`,
    },
    'campus-newcomer/rival': {
      rule: (v, { seenDays }) =>
        `A number of a rival appears (first contact with ours, or the first after at least ${seenDays} days of silence) with a subscriber who is a known student of the campus or made at least ${percent(v.minResidentShare)} of its usage records of the last ${v.residentDays} days in its cells; detected at the first call from it to one of ours from then on. Once a number and campus.`,
      found: (t) =>
        `The number of ${t.operator('operatorId')} first communicated with a subscriber of ${t.campus} on ${t.time('firstSeen')} and first called one of ours on ${t.eventTime}.`,
    },
    'campus-rival': {
      rule: (v) =>
        `A number of a rival with at least ${v.minRivalCommunications} communications in total with at least ${v.minStudents} known students of the campus in the last ${v.rivalDays} days. Not again for the same number and campus before ${v.quietDays} days.`,
      found: (t) =>
        `The number of ${t.operator('operatorId')} communicated ${t.number('communications')} times with ${t.number('students')} students of ${t.campus}.`,
    },
    'campus-activity': {
      rule: (v) =>
        `The distinct subscribers of each quarter of an hour on a campus, against the same quarter on the same kind of day (workday, weekend, holiday) in the last ${v.baselineWeeks} weeks, as a robust z from median and MAD. It starts when ${v.consecutiveWindows} quarters in a row reach ${v.startScore} on one side and ends when ${v.consecutiveWindows} in a row are below ${v.endScore}. Nothing with fewer than ${v.minComparableWindows} comparable windows or a median under ${v.minMedian}.`,
      found: (t) => {
        const kind = KINDS[t.text('kindOfDay')] ?? 'days of this kind';
        const peak = t.inside('peak');
        const end = t.has('endedAt')
          ? `It ended on ${t.time('endedAt')}; the furthest were ${peak.number('subscribers')} on ${peak.time('at')} (z = ${peak.number('z')}).`
          : 'It has not ended yet.';
        return `Activity at ${t.campus} is unusually ${t.subtype === 'surge' ? 'high' : 'low'} since ${t.time('since')}: ${t.number('subscribers')} subscribers when it was judged, against a median of ${t.number('median')} in this quarter of an hour on ${kind} (${t.number('comparableWindows')} comparable windows), z = ${t.number('z')}. ${end}`;
      },
    },
    'share-drop/below-threshold': {
      rule: (v, { seenDays }) =>
        `Share of new customers of an area on a day = ours ÷ (ours + those of rivals). Alarm when there are at least ${v.minNew} new customers and the upper end of the Wilson 95 % interval is below ${percent(v.threshold)}. At the close of the day it gets the final figures; without an alarm so far, there is one when the share itself is below ${percent(v.threshold)}. New with rivals are numbers seen for the first time, or after at least ${seenDays} days of silence.`,
      found: (t) =>
        `On ${t.day('day')} in ${t.place}, ${party(t)}: ${t.number('ownNew')} new with us, ${t.number('rivalNew')} new with rivals, a share of ${t.share('share')} (95 % interval ${t.interval('interval')}), below the threshold of ${t.share('threshold')}. ${t.is('final', true) ? 'These are the final figures of the day.' : `As of ${t.eventTime}.`}${t.is('outage', true) ? ' A source was out on that day.' : ''}${youngRegister(t)}`,
    },
    'share-drop/sudden': {
      rule: (v, { seenDays }) =>
        `The share of new customers of an area on the day so far, against the same span of the day over all of the ${v.trailingDays} days before: both with at least ${v.minNew} new customers, a pooled two-proportion z above ${v.minScore}, and a drop of at least ${Math.round(v.minDrop * 1000) / 10} points. Once an area, party and day. New with rivals are numbers seen for the first time, or after at least ${seenDays} days of silence.`,
      found: (t) => {
        const before = t.inside('baseline');
        return `As of ${t.eventTime} in ${t.place}, ${party(t)}: ${t.number('ownNew')} new with us, ${t.number('rivalNew')} new with rivals, a share of ${t.share('share')}. In the same span of the days before: ${before.number('ownNew')} and ${before.number('rivalNew')}, a share of ${before.share('share')}; z = ${t.number('z')}.${youngRegister(t)}`;
      },
    },
    'source-outage': {
      rule: (v) =>
        `A source is out when its volume falls below ${percent(v.minVolumeShare)} of its baseline: the median of the same span on days of the same kind in the last ${v.baselineWeeks} weeks, over the shortest span with a baseline of at least ${v.minEvents} events and at least ${v.minComparableWindows} comparable spans. While it lasts, no share or activity detection begins in the areas that it covers.`,
      found: (t) => {
        const end = t.has('endedAt') ? `Back on ${t.time('endedAt')}.` : 'Not back yet.';
        return `Source ${t.subjectId}: ${t.number('volume')} events in ${t.number('spanMinutes')} minutes since ${t.time('since')}, against a baseline of ${t.number('baseline')} (${t.share('share')} of it). It covers ${t.number('counties')} counties: ${t.areas('areaIds')}. ${end}`;
      },
    },
  },
  parts: {
    away: 'observations while away',
    return: 'observations from the return to its confirmation',
    stay: 'observations during the stay',
    contacts: 'communications with the number',
    month: 'usage records of the month',
    activation: 'activation',
    'campus-traffic': 'usage records in the cells of the campus',
    'own-new': 'new with us',
    'rival-new': 'first communications of rival numbers',
    windows: 'events in the cells of the campus in the quarters that were judged',
    source: 'events of the source',
  },
  counts: {
    places: 'observations by place',
    'contacts-by-subscriber': 'communications with it by subscriber of ours',
    'records-by-service': 'usage records of the month by service',
    'records-by-cell': 'usage records of the month by cell',
    fellows: 'communications with each fellow',
    'contacts-by-student': 'communications with it by student',
    windows: 'subscribers in the quarters of an hour around it',
    'comparable-windows': 'subscribers in the same quarter of an hour on comparable days',
    volumes: 'events by quarter of an hour',
  },
};
