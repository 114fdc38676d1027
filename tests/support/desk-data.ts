import { playAlerts } from './desk-alerts.ts';
import type { DeskCast } from './desk-cast.ts';
import { playRules } from './desk-rules.ts';
import { playSchemes } from './desk-schemes.ts';
import type { Script } from './smpp-provider.ts';

/** What is on the desk after `playDesk`. */
export interface DeskData {
  /** Ids by title. */
  readonly alerts: ReadonlyMap<string, string>;
  /** Of the indicator that has several versions. */
  readonly indicatorId: string;
  /** Of the scheme that runs. */
  readonly schemeId: string;
}

interface Status {
  readonly clock: { readonly systemTime: number };
}

/** Fills a desk with everything that it has pages for, through the commands that its people would give. */
export async function playDesk(cast: DeskCast, url: string): Promise<DeskData> {
  const administrator = cast.desk('administrator');
  const { clock } = await administrator.send<Status>('GET', '/status');
  const alerts = await playAlerts(cast);
  await playRules(cast, url, clock.systemTime);
  const schemeId = await playSchemes(cast);
  const { items } = await administrator.send<{
    items: readonly { readonly id: string; readonly key: string | null }[];
  }>('GET', '/indicators');
  const indicatorId = items.find(({ key }) => key === 'campus-lull')?.id ?? '';
  return { alerts, indicatorId, schemeId };
}

/** ESME_RINVSRCADR: refused for good, and not the number's fault. */
const SENDER_NOT_ALLOWED = 0x0a;

/** A provider as they are: most is delivered, some expires, some people have had enough, and every fifth is refused. */
export const MIXED_PROVIDER: Script = ({ before }) => {
  if (before % 5 === 4) return { answer: SENDER_NOT_ALLOWED };
  const stat = before % 7 === 5 ? 'EXPIRED' : 'DELIVRD';
  return {
    answer: 'accept',
    receipt: { stat, afterMs: 200 },
    ...(before % 9 === 6 ? { reply: 'TD' } : {}),
  };
};
