import type { RuleLabels } from './thresholds.types.ts';

export const labelsZh: RuleLabels = {
  'homecoming/own': {
    name: '返乡·本网',
    parameters: {
      homeLevel: '归属地级别',
      minAwayDays: '最短离开天数',
      minDwellMinutes: '回到归属地后的最短停留',
      pingPongSeconds: '乒乓过滤时长',
      festivalWindowDays: '与节日的最大间隔',
    },
  },
  'homecoming/inbound': {
    name: '返乡·外网',
    parameters: {
      minAbsentDays: '再次到访前的最短不在天数',
      minDwellMinutes: '在区县内的最短停留',
      minContacts: '与联系最多者的最少通信次数',
      contactDays: '通信圈回溯天数',
    },
  },
  'learned-home': {
    name: '学习归属地',
    parameters: {
      learnDays: '学习天数',
      minRestDays: '最少休息时段天数',
      minRestShare: '占观测到的休息日的最低比例',
      restFromHour: '工作日休息时段开始',
      restToHour: '工作日休息时段结束',
      dayStartHour: '一天的起点',
    },
  },
  'campus-student': {
    name: '校园学生',
    parameters: {
      minSms: '当月最少短信条数',
      minCellShare: '校园小区话单最低占比',
      minFellows: '最少同学人数',
      minCommunications: '与每位同学的最少通信次数',
    },
  },
  'campus-newcomer/own': {
    name: '校园新面孔·本网',
    parameters: { newDays: '入网后的最长天数' },
  },
  'campus-newcomer/rival': {
    name: '校园新面孔·异网',
    parameters: {
      residentDays: '判断常驻校园的天数',
      minResidentShare: '校园小区话单最低占比',
    },
  },
  'campus-rival': {
    name: '校园异网号码',
    parameters: {
      minRivalCommunications: '与学生的最少通信次数',
      minStudents: '最少学生人数',
      rivalDays: '通信回溯天数',
      quietDays: '再次提示前的间隔',
    },
  },
  'campus-activity': {
    name: '校园活跃异动',
    parameters: {
      baselineWeeks: '基线周数',
      startScore: '开始的稳健 z 值',
      endScore: '结束的稳健 z 值',
      consecutiveWindows: '连续窗口数',
      minComparableWindows: '最少可比窗口数',
      minMedian: '最小基线中位数',
    },
  },
  'share-drop/below-threshold': {
    name: '份额低于阈值',
    parameters: { minNew: '最少新增用户数', threshold: '份额阈值' },
  },
  'share-drop/sudden': {
    name: '份额骤降',
    parameters: {
      minNew: '最少新增用户数',
      trailingDays: '对比天数',
      minScore: '最小 z 值',
      minDrop: '最小降幅',
    },
  },
  'rival-numbers': {
    name: '异网号码登记',
    parameters: { seenDays: '视为新出现前的静默天数' },
  },
  'source-outage': {
    name: '数据源中断',
    parameters: {
      minVolumeShare: '占基线的最低比例',
      minEvents: '基线最少事件数',
      baselineWeeks: '基线周数',
      minComparableWindows: '最少可比时段数',
    },
  },
};
