import type { DeskCast } from './desk-cast.ts';

interface Alert {
  readonly id: string;
  readonly version: number;
}
interface Area {
  readonly areaId: string;
  readonly level: string;
  readonly covered: boolean;
}
type Step = readonly [who: string, action: string, body?: object];

interface Case {
  readonly title: string;
  readonly message: string;
  readonly severity: 'info' | 'warning' | 'critical';
  /** Hours of any day until it is due [48]. */
  readonly dueHours?: number;
  readonly trackingDays?: number;
  /** The figure that it is about, as it was seen. */
  readonly figure?: { readonly metric: string; readonly value: number };
  readonly steps: readonly Step[];
}

/** 36 s: the shortest that there is. */
const AT_ONCE = 0.01;
const REPORT = {
  cause: '校园周边新开三家异网门店，迎新期间赠机力度大，竞争加剧。',
  action: '增派直销人员驻点，本周末开展校园迎新专项；已联系学校后勤协调场地。',
};
const REPORTED: Step = ['zhang', 'report', REPORT];
const PASSED: readonly Step[] = [
  REPORTED,
  ['li', 'approve', { note: '情况属实。' }],
  ['wang', 'approve'],
  ['zhao', 'approve', { note: '同意，费用从专项列支。' }],
];
const CLOSED: readonly Step[] = [...PASSED, ['chen', 'close', { note: '已核实，驻点到位。' }]];

/** An alert in each state that people can bring one to, and some that wait, are late, or were sent back. */
const CASES: readonly Case[] = [
  {
    title: '新增份额连降三日',
    message: '本县三方新增市场占有率 61.8%，连续三日低于 70%，请今日上报原因。',
    severity: 'critical',
    dueHours: AT_ONCE,
    figure: { metric: 'share-three-party', value: 0.618 },
    steps: [['zhang', 'comment', { text: '正在与渠道核对，下午上报。' }]],
  },
  {
    title: '开学季校园活跃偏低',
    message: '职业学院日间在网学生较上周同期少 32%，请核实是否停课或覆盖异常。',
    severity: 'warning',
    steps: [],
  },
  {
    title: '返乡客户激增',
    message: '今日返乡 1 284 人，为近四周同日的 2.6 倍，请安排营业厅延时服务。',
    severity: 'info',
    figure: { metric: 'homecomings', value: 1_284 },
    steps: [['li', 'acknowledge', { note: '已通知各营业厅' }]],
  },
  {
    title: '异网门店集中促销',
    message: '城关镇两家异网门店同日开业，请上报影响与应对。',
    severity: 'warning',
    steps: [REPORTED],
  },
  {
    title: '集镇赶场日离网增多',
    message: '赶场日携出 14 户，高于日均 5 户，请核实原因。',
    severity: 'warning',
    figure: { metric: 'rival-new', value: 14 },
    steps: [REPORTED, ['li', 'return', { reason: '请补充门店数量、赠机政策与我方网点覆盖情况。' }]],
  },
  {
    title: '新增份额低于门限',
    message: '本县当日三方新增市场占有率为 66.4%，低于 70%，请关注并及时上报原因。',
    severity: 'critical',
    figure: { metric: 'share-three-party', value: 0.664 },
    steps: [
      REPORTED,
      ['chen', 'comment', { text: '请附上门店照片与赠机政策。' }],
      ['li', 'return', { reason: '请补充门店数量与我方网点覆盖情况。' }],
      ['zhang', 'amend', { evidence: '门店照片 3 张；异网预存 200 元赠机；我方网点距校门 600 米。' }],
      ['li', 'approve', { note: '情况属实。' }],
      ['wang', 'approve'],
    ],
  },
  {
    title: '村级代办点停业',
    message: '两处代办点连续三日无受理，请核实并给出替代安排。',
    severity: 'info',
    steps: CLOSED,
  },
  {
    title: '高校迎新受理排队',
    message: '东校区现场受理排队超过 40 分钟，请增派终端与人员。',
    severity: 'warning',
    dueHours: AT_ONCE,
    trackingDays: 7,
    steps: CLOSED,
  },
  {
    title: '份额回落',
    message: '关闭后第二日份额再次降至 65.2%，请重新处理。',
    severity: 'critical',
    steps: [...CLOSED, ['chen', 'reopen', { reason: '第二日份额再次低于 70%，措施没有见效。' }]],
  },
  {
    title: '测试数据误报',
    message: '疑似割接期间的误报，请核实。',
    severity: 'info',
    steps: [['chen', 'dismiss', { reason: '割接窗口内的误报，网络部已确认。' }]],
  },
  {
    title: '渠道断货',
    message: '三家合作网点热销机型断货，请协调补货。',
    severity: 'warning',
    dueHours: AT_ONCE,
    trackingDays: 0,
    steps: CLOSED,
  },
];

/** Raises them one by one in counties of the province and takes each as far as it goes; answers their ids by title. */
export async function playAlerts(cast: DeskCast): Promise<ReadonlyMap<string, string>> {
  const chen = cast.desk('chen');
  const { items } = await chen.send<{ items: readonly Area[] }>('GET', '/areas');
  const counties = items.filter(({ level, covered }) => level === 'county' && covered);
  const chain = ['zhang', 'li', 'wang', 'zhao', 'chen'].map((login) => ({
    kind: 'person',
    personId: cast.idOf(login),
  }));
  const ids = new Map<string, string>();
  for (const [index, { title, message, severity, dueHours = 48, ...more }] of CASES.entries()) {
    const { trackingDays, figure = {}, steps } = more;
    const raised = await chen.send<Alert>('POST', '/alerts', {
      areaId: counties[index % counties.length]!.areaId,
      title,
      message,
      severity,
      chain,
      ...figure,
      due: { hours: dueHours, working: false, remindBeforeHours: 0 },
      ...(trackingDays === undefined ? {} : { trackingDays }),
    });
    ids.set(title, raised.id);
    for (const [who, action, body = {}] of steps) await act(cast, who, raised.id, action, body);
  }
  return ids;
}

/** Somebody does something with an alert as it is now. */
export async function act(
  cast: DeskCast,
  who: string,
  id: string,
  action: string,
  body: object,
): Promise<void> {
  const desk = cast.desk(who);
  const seen =
    action === 'comment' ? {} : { version: (await desk.send<Alert>('GET', `/alerts/${id}`)).version };
  await desk.send('POST', `/alerts/${id}/${action}`, { ...seen, ...body });
}
