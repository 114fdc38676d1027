import { z } from 'zod';

const topicName = z.string().min(1).max(80);
const position = z.object({ epoch: z.string().max(64), seq: z.int().min(0) });

export const subscribeSchema = z.object({ topic: topicName, since: position.optional() });
export const unsubscribeSchema = z.object({ topic: topicName });
export const creditSchema = z.object({
  topic: topicName,
  seq: z.int().min(0),
  epoch: z.string().max(64).optional(),
});
