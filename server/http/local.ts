/** Whether a request was made on this machine itself. */
import type { IncomingMessage } from 'node:http';

const PROXY_HEADERS = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

/** A page of another site may let its own name lead to this machine; its visitor's browser then sends that name. */
const LOCAL_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/** From a loopback address, by a name of it, and through no proxy: one on this machine would make every visitor look local. */
export function isLocal({ socket, headers }: IncomingMessage): boolean {
  if (PROXY_HEADERS.some((name) => headers[name] !== undefined)) return false;
  if (!LOCAL_HOST.test(headers.host ?? '')) return false;
  const address = (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  return address === '::1' || /^127(\.\d{1,3}){3}$/.test(address);
}
