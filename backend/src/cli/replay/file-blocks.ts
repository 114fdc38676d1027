import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** Room before a block for the line that the block before it began: far more than lines are long. */
const ROOM = 1 << 16;

/** Bytes of a file as they lie there. Plain arrays: code that reads bytes runs faster when all are of one kind. */
export interface Block {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** How many bytes of the same memory before `bytes` are free. */
  readonly room: number;
}

/** Reads a file, unzipped when it ends in `.gz`, block by block; the next one while the caller is busy with one. */
export function readBlocks(path: string, blockBytes: number): AsyncGenerator<Block> {
  return path.endsWith('.gz') ? unzippedBlocks(path, blockBytes) : plainBlocks(path, blockBytes);
}

async function* plainBlocks(path: string, blockBytes: number): AsyncGenerator<Block> {
  const file = await open(path);
  let next = readBlock(file, blockBytes);
  try {
    for (let block = await next; block !== null; block = await next) {
      next = readBlock(file, blockBytes);
      // An error waits until the block is asked for.
      next.catch(() => undefined);
      yield block;
    }
  } finally {
    await next.catch(() => undefined);
    await file.close();
  }
}

async function readBlock(file: FileHandle, blockBytes: number): Promise<Block | null> {
  const memory = new Uint8Array(ROOM + blockBytes);
  const { bytesRead } = await file.read(memory, ROOM, blockBytes, null);
  return bytesRead === 0 ? null : { bytes: memory.subarray(ROOM, ROOM + bytesRead), room: ROOM };
}

async function* unzippedBlocks(path: string, blockBytes: number): AsyncGenerator<Block> {
  const unzipped = createGunzip({ chunkSize: blockBytes });
  // Errors of either stream surface in the iteration below.
  pipeline(createReadStream(path, { highWaterMark: blockBytes }), unzipped, () => undefined);
  for await (const block of unzipped) yield { bytes: new Uint8Array(block as Buffer), room: 0 };
}
