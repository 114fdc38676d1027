export type {
  Channel,
  ChannelLog,
  ChannelStatus,
  FailureKind,
  OutboundMessage,
  Receipt,
  Reply,
  SubmitOutcome,
} from './channel.ts';
export { openChannels, type ChannelPorts } from './open-channels.ts';
export { isOptOut } from './opt-out.ts';
export { retryDelayMs } from './retry-delay.ts';
export { measureSms, type SmsLength } from './sms-segments.ts';
export { cloudEvent, type CloudEvent } from './webhook/cloud-event.ts';
export { WebhookSender, type WebhookTarget } from './webhook/webhook-sender.ts';
