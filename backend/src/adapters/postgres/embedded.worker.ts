import { PGlite } from '@electric-sql/pglite';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';

interface Request {
  readonly connection?: MessagePort;
  readonly close?: true;
}

/** First byte of the message with which a client says goodbye: it must not end the database. */
const TERMINATE = 0x58;

const { folder } = workerData as { folder: string };
const port = parentPort!;
const postgres = await PGlite.create(folder);
/** One thing at a time, in order. */
let turn: Promise<unknown> = Promise.resolve();

function inTurn(work: () => Promise<void>): void {
  turn = turn.then(work);
}

function serve(connection: MessagePort): void {
  connection.on('message', (bytes: Uint8Array) => {
    if (bytes[0] === TERMINATE) return;
    inTurn(async () => {
      const answer = await postgres.execProtocolRaw(bytes);
      if (answer.length > 0) connection.postMessage(answer);
    });
  });
  connection.on('close', () => {
    inTurn(async () => {
      if (postgres.closed) return;
      await postgres.exec('ROLLBACK');
      await postgres.exec('DISCARD ALL');
    });
  });
}

port.on('message', ({ connection, close }: Request) => {
  if (connection) serve(connection);
  if (close) {
    inTurn(async () => {
      await postgres.close();
      port.close();
    });
  }
});
port.postMessage('ready');
