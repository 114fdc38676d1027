import { NEVER } from 'rxjs';
import { notTried, type Channel, type ChannelLog } from './channel.ts';
import { maskNumber, maskText } from './mask-number.ts';
import { measureSms } from './sms-segments.ts';

/** Sends nothing: the log says what would have been sent. For trying schemes out without a provider. */
export function logChannel(name: string, log: ChannelLog): Channel {
  let closed = false;
  return {
    name,
    receipts$: NEVER,
    replies$: NEVER,
    async submit({ submissionId, to, text, sender }) {
      if (closed) return notTried('transient', 'closed', 'the channel is closed');
      const { segments } = measureSms(text);
      const shown = {
        channel: name,
        submissionId,
        to: maskNumber(to),
        text: maskText(text),
        sender,
        segments,
      };
      log('info', 'message logged instead of sent', shown);
      return { outcome: 'accepted', providerMessageId: `log:${submissionId}` };
    },
    status: () => ({
      name,
      type: 'log',
      state: closed ? 'closed' : 'ready',
      inFlight: 0,
      waiting: 0,
      window: Number.MAX_SAFE_INTEGER,
      rate: null,
      breaker: 'closed',
    }),
    async close() {
      closed = true;
    },
  };
}
