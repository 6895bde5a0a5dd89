/** Socket.IO over WebSocket with msgpack; the only file that knows these libraries. */

import { io } from 'socket.io-client';
import * as parser from 'socket.io-msgpack-parser';
import type { Hello } from '../protocol/messages.ts';

/** The part of a Socket.IO client that a `Connection` needs. */
export interface Socket {
  readonly connected: boolean;
  /** Whether it will connect again by itself. */
  readonly active: boolean;
  connect(): unknown;
  disconnect(): unknown;
  emit(name: string, message: object): unknown;
  timeout(ms: number): { emitWithAck(name: string, message: object): Promise<unknown> };
  // biome-ignore lint/suspicious/noExplicitAny: each event has arguments of its own, which Socket.IO does not tell apart.
  on(name: string, listener: (...values: any[]) => void): unknown;
}

/** A socket to the server that served this page, not yet connected. It comes back after a quarter of a second to 4 s, by chance, to spread the crowd. */
export function openSocket(hello: () => Hello): Socket {
  return io({
    path: '/socket.io/',
    transports: ['websocket'],
    parser,
    autoConnect: false,
    auth: (give) => give(hello()),
    reconnectionDelay: 500,
    reconnectionDelayMax: 4000,
    randomizationFactor: 0.5,
    timeout: 10_000,
  });
}
