import type { Bilingual } from '../indicators/index.ts';
import type { NoticeKind } from '../notifications/notifications.types.ts';
import type { AlertRow } from './alerts.repository.ts';

/** What is told on an occasion; the beginning of an alert is told in the words of its template. */
export function noticeText(
  kind: NoticeKind,
  { number, title, message }: Pick<AlertRow, 'number' | 'title' | 'message'>,
  by: string | null,
  reason: string | null,
): Bilingual {
  if (kind === 'raised') return message;
  const zh = `告警 #${number}（${title.zh}）`;
  const en = `Alert #${number} (${title.en})`;
  const whoZh = by === null ? '系统' : by;
  const whoEn = by === null ? 'the system' : by;
  const whyZh = reason === null ? '' : `：${reason}`;
  const whyEn = reason === null ? '' : `: ${reason}`;
  switch (kind) {
    case 'your-turn':
      return {
        zh: `${zh}已由${whoZh}提交，请您处理。`,
        en: `${en} was passed on by ${whoEn}: it is your turn.`,
      };
    case 'returned':
      return { zh: `${zh}被${whoZh}退回${whyZh}`, en: `${en} was returned by ${whoEn}${whyEn}` };
    case 'reminder':
      return { zh: `${zh}即将到期，请尽快处理。`, en: `${en} is due soon: please see to it.` };
    case 'escalated':
      return { zh: `${zh}已逾期，仍未办结，请督办。`, en: `${en} is overdue and not closed yet.` };
    case 'closed':
      return {
        zh: `${zh}已由${whoZh}办结，进入跟踪。`,
        en: `${en} was closed by ${whoEn} and will be tracked.`,
      };
    case 'reopened':
      return by === null
        ? {
            zh: `${zh}指标再次异常，已重新打开。${message.zh}`,
            en: `${en} has relapsed and is open again. ${message.en}`,
          }
        : { zh: `${zh}被${whoZh}重新打开${whyZh}`, en: `${en} was reopened by ${whoEn}${whyEn}` };
    case 'dismissed':
      return { zh: `${zh}已撤销${whyZh}`, en: `${en} was dismissed${whyEn}` };
    case 'comment':
      return { zh: `${whoZh}评论了${zh}${whyZh}`, en: `${whoEn} commented on ${en}${whyEn}` };
  }
}
