export { inChunks } from './chunks.ts';
export { Database, type DatabasePlace, type Db, type Transaction } from './database.ts';
