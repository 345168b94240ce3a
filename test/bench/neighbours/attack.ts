/** What each attack is made of: sockets, requests and loops that go on until they are told to stop. */
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { Asker, Scene } from './scene.ts';

/** One way to be in everybody's way. It returns when `stopped` says so. */
export interface Attack {
  readonly name: string;
  /** Whose way it is. */
  readonly by: keyof Scene['people'];
  run(attacker: Attacker): Promise<unknown>;
}

/** After what went wrong, so that a refusal isn't answered by an endless loop of our own. */
const AFTER_FAULT_MS = 50;

export class Attacker {
  readonly scene: Scene;
  readonly #who: Asker;
  readonly #stopped: AbortSignal;
  readonly #statuses = new Map<string, number>();

  constructor(scene: Scene, who: Asker, stopped: AbortSignal) {
    this.scene = scene;
    this.#who = who;
    this.#stopped = stopped;
  }

  /** How often what was answered, for the report. */
  get said(): string {
    return [...this.#statuses].map(([what, times]) => `${what} × ${times}`).join(', ');
  }

  get isStopped(): boolean {
    return this.#stopped.aborted;
  }

  /** Does `step` again and again, so many at a time. */
  async repeat(atOnce: number, step: (at: number) => Promise<unknown>): Promise<void> {
    const one = async (at: number): Promise<void> => {
      while (!this.isStopped)
        await step(at).catch(async (error: unknown) => {
          this.#note(error instanceof Error ? error.message.slice(0, 60) : 'fault');
          await delay(AFTER_FAULT_MS);
        });
    };
    await Promise.all(Array.from({ length: atOnce }, (_, at) => one(at)));
  }

  /** Asks, and reads the answer away. An object is sent as JSON. */
  async ask(method: string, path: string, body?: object): Promise<string> {
    const response = await fetch(`http://127.0.0.1:${this.scene.port}${path}`, {
      method,
      signal: this.#stopped,
      headers: { ...this.#who.headers, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    this.#note(`${method} ${response.status}`);
    if (response.status === 429 || response.status === 503) await delay(AFTER_FAULT_MS);
    return response.text();
  }

  /** A socket in the article's room, once it is open. It reads and throws away, until it is paused. */
  socket(): Promise<WebSocket> {
    const socket = new WebSocket(`ws://127.0.0.1:${this.scene.port}${this.#room}`, {
      headers: this.#who.headers,
      perMessageDeflate: false,
    });
    socket.on('close', (code) => this.#note(`closed ${code}`));
    this.#stopped.addEventListener('abort', () => socket.terminate());
    return new Promise((resolve, reject) => {
      socket.on('error', reject);
      socket.on('open', () => resolve(socket));
    });
  }

  /** A connection on which bytes are written as they are; `upgrade` asks for a socket in the article's room first. */
  async connection(upgrade: boolean): Promise<Socket> {
    const { port } = this.scene;
    const connection = connect({ port, host: '127.0.0.1' });
    this.#stopped.addEventListener('abort', () => connection.destroy());
    await new Promise<void>((resolve, reject) => {
      connection.on('error', reject);
      connection.on('connect', resolve);
    });
    connection.resume();
    const headers = Object.entries(this.#who.headers).map(([name, value]) => `${name}: ${value}`);
    const lines = [
      `GET ${this.#room} HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      ...headers,
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      'Sec-WebSocket-Version: 13',
    ];
    if (upgrade) connection.write(`${lines.join('\r\n')}\r\n\r\n`);
    return connection;
  }

  /** Until the socket or connection is gone, or the attack is over. */
  async whileOpen(
    open: { once(event: 'close', listener: () => void): unknown },
    everyMs = 0,
    step: () => void = () => {},
  ): Promise<void> {
    let isOpen = true;
    open.once('close', () => (isOpen = false));
    while (isOpen && !this.isStopped) {
      step();
      await delay(Math.max(1, everyMs));
    }
  }

  get #room(): string {
    return `/sync/${this.scene.article}?ack=1`;
  }

  #note(what: string): void {
    this.#statuses.set(what, (this.#statuses.get(what) ?? 0) + 1);
  }
}
