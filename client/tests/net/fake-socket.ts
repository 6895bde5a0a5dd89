/** A socket whose other end is the test. */

import type { Socket } from '../../src/net/socket.ts';

type Listener = (...values: unknown[]) => void;

export class FakeSocket implements Socket {
  connected = false;
  active = true;
  connects = 0;
  readonly sent: [name: string, message: object][] = [];
  /** What the server answers; throw for no answer in time. */
  answer: (name: string, message: object) => unknown = () => ({ ok: true });
  readonly #listeners = new Map<string, Listener>();

  connect(): void {
    this.connects += 1;
  }

  disconnect(): void {
    this.connected = false;
  }

  emit(name: string, message: object): void {
    this.sent.push([name, message]);
  }

  timeout(): { emitWithAck(name: string, message: object): Promise<unknown> } {
    return {
      emitWithAck: async (name, message) => {
        this.emit(name, message);
        return this.answer(name, message);
      },
    };
  }

  on(name: string, listener: Listener): void {
    this.#listeners.set(name, listener);
  }

  /** Something arrives from the server, or happens to the connection. */
  hear(name: string, ...values: unknown[]): void {
    if (name === 'connect') this.connected = true;
    if (name === 'disconnect') this.connected = false;
    this.#listeners.get(name)?.(...values);
  }
}
