/** Lists of persons: do-not-disturb, consent, language and time zone. */
export const campaignsPersonsZh = {
  persons: {
    by: '登记方式',
    numbers: '号码',
    pseudonyms: '假名',
    numbersHint: '每行一个号码，也可选择文本文件；提交后此处立即清空',
    pseudonymsHint: '每行一个 16 位假名，可从告警或检测中复制',
    file: '选择文件 …',
    given: '已填 {n} 个',
    most: '一次最多 {n} 个',
    unreadable: '有 {n} 个不是有效号码，未处理',
    fault: {
      'too-many': '超过 {n} 个，请分几次提交',
      'no-pseudonyms': '有的行不是 16 位假名（0–9、a–f），请更正或改选“号码”',
    },
  },
  preferences: {
    title: '授权、语言与时区',
    about: '客户本人的选择：是否同意接收、用哪种语言、按哪个时区算静默时段。号码只进不出，任何人都看不到。',
    consenting: '已授权',
    consent: '授权',
    consentIs: { keep: '不改动', given: '已同意', withdrawn: '已撤回' },
    language: '信息语言',
    timeZone: '时区',
    keep: '不改动',
    noLanguage: '清除（按默认语言）',
    noTimeZone: '清除（按系统时区）',
    put: '登记',
    done: '已登记，{n} 条记录有变化',
  },
};
