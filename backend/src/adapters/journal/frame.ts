import { createCipheriv, createDecipheriv } from 'node:crypto';
import { crc32 } from 'node:zlib';

/**
 * One journal record on disk: `u32 length of the sealed bytes | u32 CRC-32 of all that follows | u64 seq | 16 bytes GCM
 * tag | sealed bytes`, little-endian. The CRC finds a torn tail without the key; the tag proves content and place.
 */
export const FRAME_HEADER = 32;
const CRC_FROM = 8;
const TAG_AT = 16;

/** The sequence number is the nonce: a key belongs to one segment, in which no number comes twice. */
function nonceOf(seq: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64LE(BigInt(seq), 4);
  return nonce;
}

/** Seals `parts`, one after another, as record `seq`. */
export function sealFrame(key: Buffer, seq: number, parts: readonly Uint8Array[]): Buffer[] {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(seq));
  const sealed = parts.map((part) => cipher.update(part));
  sealed.push(cipher.final());
  const header = Buffer.alloc(FRAME_HEADER);
  header.writeUInt32LE(
    sealed.reduce((sum, part) => sum + part.length, 0),
    0,
  );
  header.writeBigUInt64LE(BigInt(seq), CRC_FROM);
  cipher.getAuthTag().copy(header, TAG_AT);
  let crc = crc32(header.subarray(CRC_FROM));
  for (const part of sealed) crc = crc32(part, crc);
  header.writeUInt32LE(crc >>> 0, 4);
  return [header, ...sealed];
}

export interface Frame {
  readonly seq: number;
  readonly tag: Buffer;
  readonly sealed: Buffer;
  /** Offset of the byte after the frame. */
  readonly end: number;
}

/** The whole and undamaged frame at `offset`, or null: the file ends or is torn there. */
export function readFrame(file: Buffer, offset: number): Frame | null {
  if (offset + FRAME_HEADER > file.length) return null;
  const end = offset + FRAME_HEADER + file.readUInt32LE(offset);
  if (end > file.length) return null;
  if (crc32(file.subarray(offset + CRC_FROM, end)) !== file.readUInt32LE(offset + 4)) return null;
  return {
    seq: Number(file.readBigUInt64LE(offset + CRC_FROM)),
    tag: file.subarray(offset + TAG_AT, offset + FRAME_HEADER),
    sealed: file.subarray(offset + FRAME_HEADER, end),
    end,
  };
}

/** The record in a frame; throws when the tag does not fit. */
export function openFrame(key: Buffer, frame: Frame): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(frame.seq));
  decipher.setAuthTag(frame.tag);
  const opened = decipher.update(frame.sealed);
  decipher.final();
  return opened;
}
