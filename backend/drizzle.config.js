import { defineConfig } from 'drizzle-kit';

/** `npm run -w backend migrations -- --name x` writes the next migration from the tables in `*.schema.ts`. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './src/modules/**/*.schema.ts',
  out: './migrations',
});
