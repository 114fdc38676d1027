import { Module } from '@nestjs/common';
import { NotificationsController } from './notifications.controller.ts';
import { NotificationsService } from './notifications.service.ts';
import { NOTICE_CHANNEL, SmsNoticesService, type NoticeChannel } from './sms-notices.service.ts';

/** Tells people things. */
@Module({
  controllers: [NotificationsController],
  providers: [
    NotificationsService,
    SmsNoticesService,
    { provide: NOTICE_CHANNEL, useValue: (() => null) satisfies NoticeChannel },
  ],
  exports: [NotificationsService],
})
export class NotificationsModule {}
