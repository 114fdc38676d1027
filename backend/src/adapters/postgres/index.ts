export { inChunks } from './chunks.ts';
export { Database, type DatabasePlace, type Db, type Transaction } from './database.ts';
export { EMPTY_DATABASE } from './empty-database.ts';
