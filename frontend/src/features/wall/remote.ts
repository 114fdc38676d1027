/** What a key of a keyboard or of a television's remote asks the wall for. */
export type RemoteAction =
  | 'left'
  | 'right'
  | 'up'
  | 'down'
  | 'ok'
  | 'back'
  | 'hold'
  | 'theme'
  | 'language'
  | 'sound'
  | 'help'
  | { readonly scene: number };

const KEYS: Readonly<Record<string, RemoteAction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  ChannelUp: 'right',
  ChannelDown: 'left',
  Enter: 'ok',
  Select: 'ok',
  Escape: 'back',
  Backspace: 'back',
  GoBack: 'back',
  BrowserBack: 'back',
  ' ': 'hold',
  MediaPlayPause: 'hold',
  t: 'theme',
  l: 'language',
  m: 'sound',
  AudioVolumeMute: 'sound',
  '?': 'help',
  h: 'help',
  Info: 'help',
};
/** Back of televisions whose browsers have no name for it (webOS, Tizen). */
const BACK_CODES: ReadonlySet<number> = new Set([461, 10_009]);

export type KeyPressed = Pick<KeyboardEvent, 'key' | 'keyCode' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** Null: nothing of the wall's. */
export function actionOf({ key, keyCode, ctrlKey, metaKey, altKey }: KeyPressed): RemoteAction | null {
  if (ctrlKey || metaKey || altKey) return null;
  if (BACK_CODES.has(keyCode)) return 'back';
  if (/^[1-9]$/.test(key)) return { scene: Number(key) - 1 };
  return KEYS[key] ?? KEYS[key.toLowerCase()] ?? null;
}
