import smpp from 'smpp';

const registered = new Set<number>();

/** Name under which the library reads and writes the provider-specific parameter that carries our submission id. */
export function referenceName(tag: number): string {
  const name = `reference_${tag}`;
  if (!registered.has(tag)) {
    smpp.addTLV(name, { id: tag, type: smpp.types.tlv.buffer });
    registered.add(tag);
  }
  return name;
}

/**
 * user_message_reference of a message: 16 bits of its submission id (FNV-1a, folded), so that the same message has
 * the same reference after a restart.
 */
export function userReference(submissionId: string): number {
  let hash = 0x811c9dc5;
  for (const octet of Buffer.from(submissionId)) hash = Math.imul(hash ^ octet, 0x01000193);
  return ((hash >>> 16) ^ hash) & 0xffff;
}
