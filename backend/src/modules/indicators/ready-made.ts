import type { IndicatorDefinition } from './definition.dto.ts';

/** The chain of the reference practice. */
const FIVE_STEPS = [
  'area-head',
  'area-supervisor',
  'county-business-office',
  'county-deputy-manager',
  'city-channel-supervisor',
] as const;

const chain = (...positions: readonly string[]): IndicatorDefinition['chain'] =>
  positions.map((position) => ({ kind: 'position', position }));

const shareDrop: IndicatorDefinition = {
  name: { zh: '新增份额低于阈值', en: 'Share of new customers below the threshold' },
  about: {
    zh: '区县或乡镇当日新增市场占有率（两方或三方）低于阈值，由片区负责人起逐级上报处理。',
    en: 'The share of new customers of a county or township, two-party or three-party, falls below its threshold.',
  },
  source: { kind: 'detection', type: 'share-drop', subtype: 'below-threshold', where: {} },
  place: { kind: 'levels', levels: ['county', 'township'] },
  forMinutes: 0,
  severity: 'critical',
  chain: chain(...FIVE_STEPS),
  due: { hours: 16, working: true, remindBeforeHours: 4 },
  trackingDays: 7,
  template: {
    zh: '{{ month }}月{{ day }}日{% if county != "" %}{{ county }}的{% endif %}{{ area }}当日{{ party }}方新增市场占有率为{{ share }}%，低于{{ threshold }}%，请关注并及时上报原因。',
    en: 'On {{ date }} the {{ party }}-party share of new customers of {{ area }}{% if county != "" %} in {{ county }}{% endif %} was {{ share }} %, below {{ threshold }} %. Please look into it and report the cause.',
  },
  links: [{ label: { zh: '地图', en: 'Map' }, href: '/map?area={{ areaId }}' }],
};

const campusLull: IndicatorDefinition = {
  name: { zh: '校园活跃骤降', en: 'Campus lull' },
  about: {
    zh: '校园在网人数连续两个刻钟显著低于同类日期的同一时刻。',
    en: 'Far fewer subscribers on a campus than at the same time of like days, for two quarters of an hour.',
  },
  source: { kind: 'detection', type: 'campus-activity', subtype: 'lull', where: {} },
  place: { kind: 'hotspots', type: 'campus' },
  forMinutes: 0,
  severity: 'warning',
  chain: chain('area-head', 'area-supervisor', 'county-business-office'),
  due: { hours: 8, working: true, remindBeforeHours: 2 },
  trackingDays: 3,
  template: {
    zh: '{{ month }}月{{ day }}日{{ time }}{{ hotspot }}在网{{ value }}人，显著低于平日同时段的{{ usual }}人，请关注并及时上报原因。',
    en: 'On {{ date }} at {{ time }} there were {{ value }} subscribers at {{ hotspot }}, far below the usual {{ usual }}. Please look into it and report the cause.',
  },
  links: [{ label: { zh: '地图', en: 'Map' }, href: '/map?hotspot={{ hotspotId }}' }],
};

const homecomingSurge: IndicatorDefinition = {
  name: { zh: '返乡激增', en: 'Homecoming surge' },
  about: {
    zh: '区县一小时内的返乡人数远多于同类日期的同一小时。',
    en: 'Far more people come home to a county within an hour than in the same hour of like days.',
  },
  source: { kind: 'metric', metric: 'homecomings', step: '1h' },
  place: { kind: 'levels', levels: ['county'] },
  condition: { kind: 'robust-z', direction: 'rise', score: 4, weeks: 4, minPoints: 5, minDistance: 10 },
  forMinutes: 0,
  severity: 'info',
  chain: chain('area-head', 'area-supervisor', 'county-business-office'),
  due: { hours: 8, working: true, remindBeforeHours: 2 },
  trackingDays: 3,
  template: {
    zh: '{{ month }}月{{ day }}日{{ time }}前一小时{{ area }}返乡{{ value }}人，明显多于平日的{{ usual }}人，请做好接待与营销准备。',
    en: '{{ value }} people came home to {{ area }} in the hour before {{ time }} on {{ date }}, far more than the usual {{ usual }}. Please get ready to welcome them.',
  },
  links: [{ label: { zh: '地图', en: 'Map' }, href: '/map?area={{ areaId }}' }],
};

const feedOutage: IndicatorDefinition = {
  name: { zh: '数据源中断', en: 'Feed outage' },
  about: {
    zh: '数据源送来的事件远少于平日：其覆盖区域的其他告警在中断期间不发通知。',
    en: 'A source delivers far less than usual. While it lasts, nobody is told of other alerts of the areas it covers.',
  },
  source: { kind: 'detection', type: 'source-outage', where: {} },
  place: { kind: 'levels', levels: ['country', 'province', 'city', 'county', 'township', 'grid'] },
  forMinutes: 0,
  severity: 'critical',
  chain: chain('county-business-office', 'county-deputy-manager', 'city-channel-supervisor'),
  due: { hours: 2, working: false, remindBeforeHours: 1 },
  trackingDays: 1,
  template: {
    zh: '{{ month }}月{{ day }}日{{ time }}数据源 {{ feed }} 的事件量为{{ value }}，平日为{{ usual }}，请立即排查。',
    en: 'On {{ date }} at {{ time }} the feed {{ feed }} had delivered {{ value }} events where {{ usual }} are usual. Please check it at once.',
  },
  links: [{ label: { zh: '数据状态', en: 'State of the feeds' }, href: '/wall' }],
};

/** Indicators that exist after the first start, by key. */
export const READY_MADE: Readonly<Record<string, IndicatorDefinition>> = {
  'share-drop': shareDrop,
  'campus-lull': campusLull,
  'homecoming-surge': homecomingSurge,
  'feed-outage': feedOutage,
};
