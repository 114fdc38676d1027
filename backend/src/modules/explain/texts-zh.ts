import { AREA_LEVELS, type AreaLevel } from '@tidewall/streams';
import type { ExplanationTexts, Teller } from './explain.types.ts';

const LEVELS: Readonly<Record<AreaLevel, string>> = {
  country: '国家',
  province: '省',
  city: '城市',
  county: '区县',
  township: '乡镇',
  grid: '网格',
};
const KINDS: Readonly<Record<string, string>> = { workday: '工作日', weekend: '周末', holiday: '节假日' };

const level = (index: number): string => LEVELS[AREA_LEVELS[index] ?? 'city'];
const percent = (share: number): string => `${Math.round(share * 1000) / 10}%`;
const party = (t: Teller): string => (t.is('party', 'two') ? `与${t.operator('operatorId')}两方` : '三方');

function festival(t: Teller): string {
  if (!t.has('festival')) return '';
  const f = t.inside('festival');
  const days = f.value('days');
  if (days === 0) return `正值${f.text('name')}。`;
  return `在${f.text('name')}${days < 0 ? '前' : '后'} ${Math.abs(days)} 天。`;
}

function youngRegister(t: Teller): string {
  return t.has('registerAgeDays') ? `异网号码登记已有 ${t.number('registerAgeDays')} 天。` : '';
}

/** Texts of explanations, one entry a rule. */
export const textsZh: ExplanationTexts = {
  rules: {
    'homecoming/own': {
      rule: (v) =>
        `本网用户离开归属${level(v.homeLevel)}至少 ${v.minAwayDays} 天，回到归属${level(v.homeLevel)}后至少 ${v.minDwellMinutes} 分钟再次在那里被观测到，其间未在别处出现，即为返乡。两次观测相隔不超过 ${v.pingPongSeconds} 秒时，中间的边界跳变不计。`,
      found: (t) =>
        `该用户自${t.time('awaySince')}起离开，共 ${t.number('awayDays')} 天，主要在${t.areas('awayAreaIds')}；${t.time('returnedAt')}首次回到归属地，${t.time('confirmedAt')}在${t.place}得到确认。${festival(t)}`,
    },
    'homecoming/inbound': {
      rule: (v) =>
        `非本网、归属地在省外或未知的号码，至少 ${v.minAbsentDays} 天未在省内出现后到访，并在同一区县停留至少 ${v.minDwellMinutes} 分钟；近 ${v.contactDays} 天与它通信最多的本网用户通信不少于 ${v.minContacts} 次，且归属地就在这个区县，即为外网号码返乡。每次到访只判一次。`,
      found: (t) => {
        const next = t.inside('runnerUp');
        const second = t.has('runnerUp')
          ? `；其次的归属地在${next.area('homeAreaId')}，通信 ${next.number('communications')} 次`
          : '';
        return `该号码自${t.time('dwellingSince')}起停留，最近位于${t.place}。与它通信最多的本网用户归属地在${t.area('peerHomeAreaId')}，通信 ${t.number('communications')} 次${second}。${festival(t)}`;
      },
    },
    'campus-student': {
      rule: (v) =>
        `每个自然月结束时判定：本网用户在当月之前入网；当月收发短信不少于 ${v.minSms} 条；当月全部话单至少 ${percent(v.minCellShare)} 在校园小区；并与至少 ${v.minFellows} 名同样达到小区占比的本网用户各通信不少于 ${v.minCommunications} 次。`,
      found: (t) => {
        const inside = t.has('campusRecords') ? `，其中 ${t.number('campusRecords')} 条在校园小区` : '';
        return `${t.day('month')}，该用户在${t.campus}：短信 ${t.number('sms')} 条，话单 ${t.number('records')} 条${inside}，符合条件的同学 ${t.number('fellows')} 人。`;
      },
    },
    'campus-newcomer/own': {
      rule: (v) =>
        `本网号码通过校园渠道入网；或入网 ${v.newDays} 天内，首次在校园小区产生话单。每个号码在每所校园只判一次，携入不算入网。`,
      found: (t) =>
        t.is('by', 'channel')
          ? `该号码于${t.time('activatedAt')}通过${t.campus}的渠道入网。`
          : `该号码于${t.time('activatedAt')}入网，${t.eventTime}首次在${t.campus}的小区产生话单。`,
    },
    'campus-newcomer/rival': {
      rule: (v, { seenDays }) =>
        `异网号码首次（或静默至少 ${seenDays} 天后再次）与本网用户通信，而这位用户是该校已知学生，或近 ${v.residentDays} 天至少 ${percent(v.minResidentShare)} 的话单在该校小区；此后该号码首次呼入本网时判定。每个号码在每所校园只判一次。`,
      found: (t) =>
        `${t.operator('operatorId')}的这个号码于${t.time('firstSeen')}首次与${t.campus}的本网用户通信，${t.eventTime}首次呼入本网。`,
    },
    'campus-rival': {
      rule: (v) =>
        `异网号码近 ${v.rivalDays} 天与该校至少 ${v.minStudents} 名已知学生合计通信不少于 ${v.minRivalCommunications} 次。同一号码在同一校园 ${v.quietDays} 天内不重复提示。`,
      found: (t) =>
        `${t.operator('operatorId')}的这个号码与${t.campus}的 ${t.number('students')} 名学生共通信 ${t.number('communications')} 次。`,
    },
    'campus-activity': {
      rule: (v) =>
        `校园每刻钟的活跃人数，与近 ${v.baselineWeeks} 周同类日子（工作日、周末、节假日）的同一刻钟比较，取稳健 z 值（中位数与 MAD）。连续 ${v.consecutiveWindows} 个刻钟同向达到 ${v.startScore} 即开始，连续 ${v.consecutiveWindows} 个刻钟低于 ${v.endScore} 即结束。可比窗口少于 ${v.minComparableWindows} 个或中位数低于 ${v.minMedian} 人不判。`,
      found: (t) => {
        const kind = KINDS[t.text('kindOfDay')] ?? '同类日子';
        const peak = t.inside('peak');
        const end = t.has('endedAt')
          ? `${t.time('endedAt')}结束，最甚时为${peak.time('at')}的 ${peak.number('subscribers')} 人（z = ${peak.number('z')}）。`
          : '尚未结束。';
        return `${t.campus}自${t.time('since')}起活跃人数异常${t.subtype === 'surge' ? '偏高' : '偏低'}：判定时 ${t.number('subscribers')} 人，${kind}同一刻钟的中位数为 ${t.number('median')} 人（${t.number('comparableWindows')} 个可比窗口），z = ${t.number('z')}。${end}`;
      },
    },
    'share-drop/below-threshold': {
      rule: (v, { seenDays }) =>
        `区域当日新增市场占有率 = 本网新增 ÷（本网新增 + 异网新增）。当日新增合计不少于 ${v.minNew}，且 95% Wilson 区间上界低于 ${percent(v.threshold)} 时告警；日终以最终数字更新，未告警而占有率本身低于 ${percent(v.threshold)} 的也告警。异网新增指首次出现、或静默至少 ${seenDays} 天后再出现的异网号码。`,
      found: (t) =>
        `${t.day('day')}，${t.place}${party(t)}：本网新增 ${t.number('ownNew')}，异网新增 ${t.number('rivalNew')}，占有率 ${t.share('share')}（95% 区间 ${t.interval('interval')}），低于阈值 ${t.share('threshold')}。${t.is('final', true) ? '这是日终的最终数字。' : `截至${t.eventTime}。`}${t.is('outage', true) ? '当日有数据源中断。' : ''}${youngRegister(t)}`,
    },
    'share-drop/sudden': {
      rule: (v, { seenDays }) =>
        `区域当日至此的新增市场占有率，与此前 ${v.trailingDays} 天同一时段合计相比：两者新增均不少于 ${v.minNew}，合并双比例检验 z 大于 ${v.minScore}，且下降至少 ${Math.round(v.minDrop * 1000) / 10} 个百分点。每个区域、每种口径每天只判一次。异网新增指首次出现、或静默至少 ${seenDays} 天后再出现的异网号码。`,
      found: (t) => {
        const before = t.inside('baseline');
        return `截至${t.eventTime}，${t.place}${party(t)}：本网新增 ${t.number('ownNew')}，异网新增 ${t.number('rivalNew')}，占有率 ${t.share('share')}；此前同一时段本网 ${before.number('ownNew')}、异网 ${before.number('rivalNew')}，占有率 ${before.share('share')}，z = ${t.number('z')}。${youngRegister(t)}`;
      },
    },
    'source-outage': {
      rule: (v) =>
        `数据源的事件量低于基线的 ${percent(v.minVolumeShare)} 即为中断。基线是近 ${v.baselineWeeks} 周同类日子同一时段的中位数，取基线不少于 ${v.minEvents} 条的最短时段，可比时段不少于 ${v.minComparableWindows} 个。中断期间，其覆盖区域不产生份额与活跃告警。`,
      found: (t) => {
        const end = t.has('endedAt') ? `${t.time('endedAt')}恢复。` : '尚未恢复。';
        return `数据源 ${t.subjectId} 自${t.time('since')}起 ${t.number('spanMinutes')} 分钟只有 ${t.number('volume')} 条，基线 ${t.number('baseline')} 条（为其 ${t.share('share')}），涉及 ${t.number('counties')} 个区县：${t.areas('areaIds')}。${end}`;
      },
    },
  },
  parts: {
    away: '离开期间的观测',
    return: '回到归属地至确认的观测',
    stay: '停留期间的观测',
    contacts: '与该号码的通信',
    month: '当月话单',
    activation: '入网事件',
    'campus-traffic': '在校园小区的话单',
    'own-new': '本网新增',
    'rival-new': '异网号码的首次通信',
    windows: '判定刻钟内校园小区的事件',
    source: '该数据源的事件',
  },
  counts: {
    places: '各地观测次数',
    'contacts-by-subscriber': '各本网用户与它的通信次数',
    'records-by-service': '当月话单按业务',
    'records-by-cell': '当月话单按小区',
    fellows: '与各同学的通信次数',
    'contacts-by-student': '各学生与它的通信次数',
    windows: '前后各刻钟的活跃人数',
    'comparable-windows': '可比日子同一刻钟的活跃人数',
    volumes: '各刻钟的事件量',
  },
};
