import { describe, expect, it } from '@jest/globals';
import { alertsThen, type AlertBasis, type TimelineLine } from './alert-then.ts';

const alert: AlertBasis = {
  alertId: 'a',
  number: 1,
  areaId: 'c1',
  hotspotId: null,
  title: { zh: '份额', en: 'share' },
  severity: 'warning',
  raisedAt: 100,
};
const line = (at: number, kind: string, to: TimelineLine['to']): TimelineLine => ({
  alertId: 'a',
  at,
  kind,
  to,
});
const LIFE = [
  line(100, 'raise', 'raised'),
  line(110, 'told', null),
  line(120, 'acknowledge', null),
  line(200, 'report', 'reported'),
  line(250, 'comment', null),
  line(300, 'close', 'closed'),
  line(900, 'finish', 'done'),
];
const at = (moment: number) =>
  alertsThen(
    [alert],
    LIFE.filter((one) => one.at <= moment),
  );

describe('an alert as it stood', () => {
  it('is in the state of its last transition by then', () => {
    expect(at(100)).toMatchObject([{ state: 'raised', since: 100, acknowledged: false }]);
    expect(at(199)).toMatchObject([{ state: 'raised', since: 100, acknowledged: true }]);
    expect(at(299)).toMatchObject([{ state: 'reported', since: 200 }]);
    expect(at(899)).toMatchObject([{ state: 'closed', since: 300 }]);
  });

  it('is left out once it was over', () => expect(at(900)).toEqual([]));

  it('is raised when no line of it is known', () => {
    expect(alertsThen([alert], [])).toMatchObject([{ state: 'raised', since: 100 }]);
  });
});
