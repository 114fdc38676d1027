/** Texts of the wall's own machinery; those of its tiles are in zh-cn.ts. */
export const wallZh = {
  scenes: '场景',
  unknownTile: '此版本不认识的瓷贴：{kind}',
  refusedShort: '已停供',
  refused: {
    forbidden: '本屏无权查看这些数据',
    'outside-scope': '本屏的范围不含这些数据',
    'not-signed-in': '本屏需要重新配对',
    'unknown-topic': '服务器没有这些数据',
    'too-many-topics': '本屏订阅过多，稍后再试',
    internal: '服务器取数出错，正在重试',
    other: '服务器未提供这些数据（{code}）',
  },
  stripOld: '截至 {time}',
  alarm: '告警优先',
  held: '已停留',
  soundBlocked: '声音被浏览器阻止：按 OK 键启用',
  soundHushed: '已静音，新告警再响',
  level: { critical: '严重', warning: '重要', info: '一般' },
  remote: {
    title: '遥控器',
    toDay: '日间主题',
    toNight: '夜间主题',
    hold: '停留在此',
    goOn: '继续轮播',
    hush: '静音',
    noSound: '声音已关闭',
    language: 'English',
    close: '关闭',
    keys: { scenes: '◀ ▶', pages: '▲ ▼', digits: '1 – 9', back: '返回', letters: '空格 T L M ?' },
    means: {
      scenes: '上一场景、下一场景',
      pages: '翻页',
      digits: '直接到场景',
      back: '从告警返回原场景；关闭此框',
      letters: '停留、主题、语言、静音、此框',
    },
  },
};

export type WallMessages = typeof wallZh;
