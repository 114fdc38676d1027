/** What the sentence to send is made of. */
export interface SentenceParts {
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly county: { readonly zh: string; readonly en: string } | null;
  readonly area: { readonly zh: string; readonly en: string };
  readonly party: 'two' | 'three';
  readonly share: number;
  readonly threshold: number;
}

const percent = (share: number): string => String(Math.round(share * 1000) / 10);

/** The sentence that people on the chain are sent, in Chinese and English. */
export function shareSentence(parts: SentenceParts): { zh: string; en: string } {
  const [, month, day] = parts.day.split('-').map(Number);
  const share = percent(parts.share);
  const threshold = percent(parts.threshold);
  const where = parts.county ? `${parts.county.zh}的${parts.area.zh}` : parts.area.zh;
  const whereEn = parts.county ? `${parts.area.en} in ${parts.county.en}` : parts.area.en;
  const party = parts.party === 'two' ? '两' : '三';
  return {
    zh: `${month}月${day}日${where}当日${party}方新增市场占有率为${share}%，低于${threshold}%，请关注并及时上报原因。`,
    en: `On ${parts.day} the ${parts.party}-party share of new customers of ${whereEn} was ${share} %, below ${threshold} %. Please look into it and report the cause.`,
  };
}
