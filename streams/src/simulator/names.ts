import { Rng } from './rng.ts';

/** An invented place name. */
export interface PlaceName {
  readonly zh: string;
  readonly en: string;
}

const FIRST =
  '澜lan 青qing 云yun 松song 鹿lu 霁ji 桐tong 榆yu 荻di 菱ling 浣huan 泓hong 砚yan 镜jing 琴qin 雁yan 鹭lu 鹤he 鲤li 芷zhi 茗ming 蓼liao 棠tang 梓zi 禾he 麓lu 晴qing 朔shuo 望wang 枫feng 苇wei 竹zhu 栎li 樨xi 银yin 沐mu 岫xiu 织zhi 听ting 归gui';
const SECOND =
  '浦pu 渚zhu 汀ting 坞wu 垣yuan 岭ling 溪xi 湾wan 台tai 陂bei 原yuan 泽ze 川chuan 洲zhou 屿yu 峪yu 津jin 岗gang 塘tang 埠bu 滩tan 畈fan 渡du 桥qiao';

/** Pairs that are real or that read oddly. */
const AVOID = new Set([
  '青岭',
  '青原',
  '青川',
  '云溪',
  '松溪',
  '望江',
  '松原',
  '青浦',
  '桐溪',
  '云台',
  '鹤岗',
  '银川',
  '枫桥',
  '竹溪',
  '鲤台',
  '栎台',
  '桐台',
]);

function syllables(text: string): PlaceName[] {
  return text.split(' ').map((entry) => ({ zh: entry.slice(0, 1), en: entry.slice(1) }));
}

/** Hands out place names of two characters, each once, in an order that depends on the seed. */
export function nameSource(seed: number): () => PlaceName {
  const rng = new Rng(seed);
  const names: PlaceName[] = [];
  const used = new Set<string>();
  for (const first of syllables(FIRST))
    for (const second of syllables(SECOND)) {
      const zh = first.zh + second.zh;
      const en = capital(first.en + second.en);
      if (AVOID.has(zh) || used.has(en) || first.en === second.en) continue;
      used.add(en);
      names.push({ zh, en });
    }
  shuffle(names, rng);
  let next = 0;
  return () => {
    const name = names[next++ % names.length];
    if (name === undefined) throw new RangeError('no names');
    return name;
  };
}

function shuffle<T>(items: T[], rng: Rng): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = rng.int(i + 1);
    const a = items[i];
    const b = items[j];
    if (a === undefined || b === undefined) continue;
    items[i] = b;
    items[j] = a;
  }
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
