import { Module } from '@nestjs/common';
import { BacktestController } from './backtest.controller.ts';
import { BacktestService } from './backtest.service.ts';

@Module({ controllers: [BacktestController], providers: [BacktestService] })
export class BacktestModule {}
