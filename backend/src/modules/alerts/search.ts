const WORD = /[\p{Script=Han}]+|[\p{L}\p{N}]+/gu;
const HAN = /\p{Script=Han}/u;
/** Words of Latin and other letters next to Chinese are words of their own. */
const PARTS = /\p{Script=Han}+|[^\p{Script=Han}]+/gu;
const MAX_WORD = 40;
const MAX_TOKENS = 2_000;

/**
 * What texts are found by: words in small letters, and of Chinese, which has no spaces, each character and each pair of
 * neighbours. The same in every database, without its dictionaries.
 */
export function searchTokens(...texts: readonly (string | null | undefined)[]): string[] {
  const tokens = new Set<string>();
  for (const text of texts) for (const part of partsOf(text ?? '')) add(part, tokens);
  return [...tokens].slice(0, MAX_TOKENS);
}

/** What must all be there for a query to be found: pairs of Chinese characters, a single one only when it stands alone. */
export function queryTokens(query: string): string[] {
  const tokens = new Set<string>();
  for (const part of partsOf(query)) {
    if (!HAN.test(part)) tokens.add(part.slice(0, MAX_WORD));
    else for (const token of pairs([...part])) tokens.add(token);
  }
  return [...tokens].slice(0, MAX_TOKENS);
}

function partsOf(text: string): string[] {
  const words = text.normalize('NFKC').toLowerCase().match(WORD) ?? [];
  return words.flatMap((word) => word.match(PARTS) ?? []);
}

function add(part: string, tokens: Set<string>): void {
  if (!HAN.test(part)) {
    tokens.add(part.slice(0, MAX_WORD));
    return;
  }
  const characters = [...part];
  for (const character of characters) tokens.add(character);
  for (const pair of pairs(characters)) tokens.add(pair);
}

function pairs(characters: readonly string[]): readonly string[] {
  if (characters.length === 1) return characters;
  return characters.slice(1).map((character, index) => `${characters[index] ?? ''}${character}`);
}
