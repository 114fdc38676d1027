const MIN_CHARACTERS = 12;
const MIN_DIFFERENT = 5;

/** What is wrong with a password that somebody has chosen; null: nothing. Long is what counts, not kinds of characters. */
export function passwordFault(password: string, login: string): string | null {
  const characters = [...password.normalize('NFKC')];
  if (characters.length < MIN_CHARACTERS) return `must have at least ${MIN_CHARACTERS} characters`;
  if (new Set(characters).size < MIN_DIFFERENT)
    return `must have at least ${MIN_DIFFERENT} different characters`;
  if (password.toLowerCase().includes(login.toLowerCase())) return 'must not contain the login';
  return null;
}
