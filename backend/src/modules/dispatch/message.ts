import { languageFor, render, type Variables } from '../content/index.ts';
import type { ContentLanguage, RunningScheme } from '../schemes/schemes.types.ts';

export interface Message {
  readonly channel: string;
  readonly text: string;
}

/**
 * What a scheme says, by its own channel, else, or from step 1 on, by its fallback. Null: neither is configured and has a
 * text that can be made.
 */
export function messageOf(
  scheme: Pick<RunningScheme, 'content' | 'channel' | 'fallbackChannel'>,
  step: number,
  language: string | null,
  isConfigured: (channel: string) => boolean,
  variables: (language: ContentLanguage) => Variables,
): Message | null {
  const wanted: ContentLanguage = language === 'en' ? 'en' : 'zh-CN';
  const channels = step === 0 ? [scheme.channel, scheme.fallbackChannel] : [scheme.fallbackChannel];
  for (const channel of channels) {
    if (channel === null || !isConfigured(channel)) continue;
    const taken = languageFor(scheme.content, wanted, channel);
    const text = taken === null ? null : render(scheme, taken, channel, variables(taken));
    if (text !== null) return { channel, text };
  }
  return null;
}
