/** When and where a share is, and of which party. */
export interface SentencePlace {
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly county: { readonly zh: string; readonly en: string } | null;
  readonly area: { readonly zh: string; readonly en: string };
  readonly party: 'two' | 'three';
}

/** What the sentence to send is made of. */
export interface SentenceParts extends SentencePlace {
  readonly share: number;
  readonly threshold: number;
}

export interface SuddenSentenceParts extends SentencePlace {
  readonly share: number;
  /** The share at the same time of the days before. */
  readonly usual: number;
  readonly trailingDays: number;
}

type Sentence = { readonly zh: string; readonly en: string };

const percent = (share: number): string => String(Math.round(share * 1000) / 10);

/** The sentence that people on the chain are sent, in Chinese and English. */
export function shareSentence(parts: SentenceParts): Sentence {
  const begin = beginning(parts);
  const share = percent(parts.share);
  const threshold = percent(parts.threshold);
  return {
    zh: `${begin.zh}新增市场占有率为${share}%，低于${threshold}%，请关注并及时上报原因。`,
    en: `${begin.en} was ${share} %, below ${threshold} %. Please look into it and report the cause.`,
  };
}

/** The same for a sudden drop. */
export function suddenSentence(parts: SuddenSentenceParts): Sentence {
  const begin = beginning(parts);
  const share = percent(parts.share);
  const usual = percent(parts.usual);
  const drop = percent(parts.usual - parts.share);
  const { trailingDays } = parts;
  return {
    zh: `${begin.zh}新增市场占有率为${share}%，较前${trailingDays}日同时段的${usual}%下降${drop}个百分点，请关注并及时上报原因。`,
    en: `${begin.en} was ${share} %, ${drop} points below the same time of the ${trailingDays} days before (${usual} %). Please look into it and report the cause.`,
  };
}

function beginning({ day, county, area, party }: SentencePlace): Sentence {
  const [, month, date] = day.split('-').map(Number);
  const where = county ? `${county.zh}的${area.zh}` : area.zh;
  const whereEn = county ? `${area.en} in ${county.en}` : area.en;
  return {
    zh: `${month}月${date}日${where}当日${party === 'two' ? '两' : '三'}方`,
    en: `On ${day} the ${party}-party share of new customers of ${whereEn}`,
  };
}
