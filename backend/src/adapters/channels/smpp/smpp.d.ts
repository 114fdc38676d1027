/** What we use of npm `smpp`, which has no types of its own. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events';

  /** Parameters and TLVs by their names in the specification. */
  export type PduFields = Readonly<Record<string, unknown>>;

  export interface Pdu {
    readonly command: string;
    readonly command_status: number;
    readonly sequence_number: number;
    readonly message_id?: string;
    readonly source_addr?: string;
    isResponse(): boolean;
    response(fields?: Record<string, unknown>): Pdu;
    toBuffer(): Buffer;
    readonly [field: string]: unknown;
  }

  export interface Session extends EventEmitter {
    /** False: the socket takes nothing, the PDU has not left and never will. */
    send(pdu: Pdu, onResponse?: (response: Pdu) => void): boolean;
    close(): void;
    destroy(): void;
  }

  interface Smpp {
    connect(options: { host: string; port: number; tls?: boolean; servername?: string }): Session;
    addTLV(name: string, options: { id: number; type: unknown }): void;
    /** Of a command, or as it came over the wire. */
    readonly PDU: new (command: string | Buffer, fields?: PduFields) => Pdu;
    readonly types: { readonly tlv: { readonly buffer: unknown } };
    readonly errors: Readonly<Record<string, number>>;
  }

  const smpp: Smpp;
  export default smpp;
}
