import { LiquidError } from 'liquidjs';
import type { ContentLanguage, SchemeContent } from '../schemes/schemes.types.ts';
import { engine, parseTemplate } from './liquid-engine.ts';
import type { Variables } from './variables.ts';

const FIRST: ContentLanguage = 'zh-CN';

/**
 * The text of a scheme for a channel. In the language asked for, else in Chinese, else in any there is; null when the
 * scheme says nothing on this channel, or nothing but blanks.
 */
export function render(
  scheme: { readonly content: SchemeContent },
  language: ContentLanguage,
  channel: string,
  variables: Variables,
): string | null {
  const template = templateOf(scheme.content, language, channel);
  return template === null ? null : renderTemplate(template, variables);
}

/** The text without blanks around it; null when it is empty or cannot be made. */
export function renderTemplate(template: string, variables: Variables): string | null {
  try {
    const text = String(engine.renderSync(parseTemplate(template), variables)).trim();
    return text === '' ? null : text;
  } catch (error) {
    if (LiquidError.is(error)) return null;
    throw error;
  }
}

/** The language that is taken when this one is asked for. */
export function languageFor(
  content: SchemeContent,
  language: ContentLanguage,
  channel: string,
): ContentLanguage | null {
  const order: readonly ContentLanguage[] = [language, FIRST, 'en'];
  return order.find((each) => content[each]?.[channel] !== undefined) ?? null;
}

function templateOf(content: SchemeContent, language: ContentLanguage, channel: string): string | null {
  const taken = languageFor(content, language, channel);
  return taken === null ? null : (content[taken]?.[channel] ?? null);
}
