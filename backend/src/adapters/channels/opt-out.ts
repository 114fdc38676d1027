/**
 * Words by which subscribers refuse messages. T and TD are those that Chinese senders have to offer (回T退订);
 * STOP and its kin are those of the CTIA messaging principles.
 */
const WORDS: ReadonlySet<string> = new Set([
  ...['T', 'TD', 'QX', '退订', '退', '取消', '取消订阅', '停止', '拒收', '不要再发'],
  ...['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'OPTOUT', 'REVOKE'],
]);

/** Beginnings that say it even when something follows: TD0000, STOP PLEASE, 退订业务. */
const BEGINNINGS = /^(?:TD\d+$|STOP(?:ALL)?\b|UNSUBSCRIBE\b|退订|取消订阅|拒收)/;

/**
 * Whether an answer says "no more of these". A word by itself counts, however it is written (full width, spaces,
 * punctuation, case, several of them, 回复 before it); in a sentence only where nothing else can be meant.
 */
export function isOptOut(text: string): boolean {
  const plain = text.normalize('NFKC').toUpperCase();
  const words = plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  if (words.length === 0) return false;
  const said = words.join(' ').replace(/^回复? ?/, '');
  return (
    words.every((word) => WORDS.has(word)) || WORDS.has(said.replaceAll(' ', '')) || BEGINNINGS.test(said)
  );
}
