/**
 * The one socket to the island. Nothing here knows a panel: what arrives goes to the handlers, and how the connection fares to the
 * callbacks.
 */

import type { AckOf, ClientMessages, Hello, ServerMessages } from '../protocol/messages.ts';
import { bytesOf } from './bytes.ts';
import { type Farewell, farewellOf, refusalOf } from './farewell.ts';
import { openSocket, type Socket } from './socket.ts';

export type Link =
  | { readonly at: 'online' }
  | { readonly at: 'reconnecting'; readonly attempt: number }
  | { readonly at: 'offline' };

/** The handlers of all messages but `bye`, which the connection deals with itself. */
export type Handlers = Omit<ServerMessages, 'bye'>;

export interface ConnectionOptions {
  /** Who connects; asked anew at every attempt, for the person token changes. */
  readonly hello: () => Hello;
  readonly handlers: Handlers;
  readonly onLink: (link: Link) => void;
  /** It is over; the connection will not come back by itself. `entered` tells whether there ever was a welcome. */
  readonly onEnd: (reason: string, entered: boolean) => void;
  /** For tests: another socket than a real one. */
  readonly open?: (hello: () => Hello) => Socket;
}

/** How long an acknowledgement may take, ms. */
const ACK_TIMEOUT_MS = 8000;
/** After so many attempts in vain one is offline; attempts go on. */
const OFFLINE_AFTER_ATTEMPTS = 5;
/** Before an attempt after the server said no for a while (it restarts, or we were too slow), ms; up to twice this, by chance. */
const RETRY_MS = 1500;

export class Connection {
  readonly #options: ConnectionOptions;
  readonly #socket: Socket;
  #farewell: Farewell | null = null;
  #attempt = 0;
  #entered = false;
  #ended = false;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#socket = (options.open ?? openSocket)(options.hello);
    this.#listen();
    this.#socket.connect();
  }

  get isOnline(): boolean {
    return this.#socket.connected;
  }

  /** Send a message; it is lost if there is no connection, as it would come too late to mean the same. */
  send<Name extends keyof ClientMessages>(name: Name, message: ClientMessages[Name]): void {
    if (this.#socket.connected) this.#socket.emit(name, message);
  }

  /** Send a message and hear what became of it. Without a connection, or an answer within 8 s, the reason is `network`. Never rejects. */
  async request<Name extends keyof ClientMessages>(name: Name, message: ClientMessages[Name]): Promise<AckOf<Name>> {
    if (!this.#socket.connected) return { ok: false, reason: 'network' } as AckOf<Name>;
    try {
      return (await this.#socket.timeout(ACK_TIMEOUT_MS).emitWithAck(name, message)) as AckOf<Name>;
    } catch {
      return { ok: false, reason: 'network' } as AckOf<Name>;
    }
  }

  /** Try at once, as when the network came back or somebody asked. */
  reconnect(): void {
    if (this.#ended || this.#socket.connected) return;
    clearTimeout(this.#retry);
    this.#socket.disconnect();
    this.#socket.connect();
  }

  /** Leave for good. */
  close(): void {
    if (this.#socket.connected) this.#socket.emit('leave', {});
    this.drop();
  }

  /** Hang up without leaving: the same person will connect again. */
  drop(): void {
    this.#ended = true;
    clearTimeout(this.#retry);
    this.#socket.disconnect();
  }

  #listen(): void {
    const { handlers } = this.#options;
    for (const name of Object.keys(handlers) as (keyof Handlers)[]) {
      this.#socket.on(name, (message: unknown) => this.#receive(name, message));
    }
    this.#socket.on('bye', (message: { readonly reason: string }) => {
      this.#farewell = farewellOf(message.reason);
    });
    this.#socket.on('connect', () => this.#onConnect());
    this.#socket.on('disconnect', (cause: string) => this.#onDisconnect(cause));
    this.#socket.on('connect_error', (error: Error & { readonly data?: unknown }) => this.#onRefused(error));
  }

  #receive(name: keyof Handlers, message: unknown): void {
    if (name === 'welcome') this.#entered = true;
    const handler = this.#options.handlers[name] as (message: unknown) => void;
    handler(withBytes(name, message));
  }

  #onConnect(): void {
    this.#attempt = 0;
    this.#farewell = null;
    this.#options.onLink({ at: 'online' });
  }

  #onDisconnect(cause: string): void {
    if (this.#ended || cause === 'io client disconnect') return;
    if (this.#farewell && !this.#farewell.comesBack) {
      this.#end(this.#farewell.reason);
      return;
    }
    this.#options.onLink({ at: 'reconnecting', attempt: 1 });
    // Socket.IO comes back by itself unless it was the server that closed.
    if (cause === 'io server disconnect') this.#retryLater();
  }

  #onRefused(error: Error & { readonly data?: unknown }): void {
    if (this.#ended) return;
    const refusal = refusalOf(error.data);
    if (refusal && !refusal.comesBack) {
      this.#end(refusal.reason);
      return;
    }
    this.#attempt += 1;
    const isOffline = this.#attempt >= OFFLINE_AFTER_ATTEMPTS;
    this.#options.onLink(isOffline ? { at: 'offline' } : { at: 'reconnecting', attempt: this.#attempt });
    if (!this.#socket.active) this.#retryLater();
  }

  #retryLater(): void {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#socket.connect(), RETRY_MS * (1 + Math.random()));
  }

  #end(reason: string): void {
    this.#ended = true;
    clearTimeout(this.#retry);
    this.#socket.disconnect();
    this.#options.onLink({ at: 'offline' });
    this.#options.onEnd(reason, this.#entered);
  }
}

/** A message whose binary parts are bytes, whatever the decoder made of them. */
function withBytes(name: keyof Handlers, message: unknown): unknown {
  if (name === 'delta') return bytesOf(message);
  if (name === 'welcome') return { ...(message as object), view: bytesOf((message as { view: unknown }).view) };
  return message;
}
