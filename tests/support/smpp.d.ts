/** What the test provider uses of npm `smpp`, which has no types of its own. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events';
  import type { Server as NetServer } from 'node:net';

  export interface Pdu {
    readonly command_status: number;
    readonly system_id?: string;
    readonly password?: string;
    readonly source_addr?: string;
    readonly destination_addr?: string;
    readonly user_message_reference?: number;
    readonly short_message?: Message;
    readonly message_payload?: Message;
    readonly [field: string]: unknown;
    response(fields?: Record<string, unknown>): Pdu;
  }

  export interface Message {
    readonly message: string | Buffer;
    /** Elements of the user data header. */
    readonly udh?: readonly Buffer[];
  }

  export interface Session extends EventEmitter {
    send(pdu: Pdu): boolean;
    deliver_sm(fields: Record<string, unknown>, onResponse: (response: Pdu) => void): boolean;
    destroy(): void;
  }

  export interface Server extends NetServer {
    readonly sessions: readonly Session[];
  }

  interface Smpp {
    createServer(onSession: (session: Session) => void): Server;
    addTLV(name: string, options: { id: number; type: unknown }): void;
    readonly types: { readonly tlv: { readonly buffer: unknown } };
  }

  const smpp: Smpp;
  export default smpp;
}
