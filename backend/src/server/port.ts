import { createServer } from 'node:net';
import { listenError } from './server-error.ts';

/** Fails with a clear message before anything is opened when the port is taken. */
export function assertPortFree(host: string, port: number): Promise<void> {
  if (port === 0) return Promise.resolve();
  const probe = createServer();
  return new Promise((resolve, reject) => {
    probe.once('error', (error) => {
      const meant = listenError(error, host, port);
      reject(meant instanceof Error ? meant : error);
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
