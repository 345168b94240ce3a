/** A mail server on this machine: takes what it is given and keeps it. */
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** Speaks as much of SMTP as nodemailer asks for; `url` is what `GALLEY_SMTP_URL` takes. */
export interface MailServer {
  readonly url: string;
  readonly letters: Taken[];
  /** Makes it refuse all addresses, repeating them as real ones do. */
  refuses: boolean;
  close(): Promise<void>;
}

/** A letter that was accepted. */
export interface Taken {
  readonly to: readonly string[];
  /** Head and body, with soft line breaks undone. */
  readonly text: string;
}

/** Listens on a free port until it is closed. */
export async function mailServer(): Promise<MailServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    serve(socket, mail);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const mail: MailServer = {
    url: `smtp://127.0.0.1:${port}`,
    letters: [],
    refuses: false,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
  return mail;
}

function serve(socket: Socket, mail: MailServer): void {
  let [to, text, isInData, rest]: [string[], string, boolean, string] = [[], '', false, ''];
  const say = (line: string): void => void socket.write(`${line}\r\n`);
  const takeLine = (line: string): void => {
    if (isInData && line === '.') {
      mail.letters.push({ to, text: text.replace(/=\r\n/g, '').replace(/=3D/g, '=') });
      [to, text, isInData] = [[], '', false];
      say('250 taken');
    } else if (isInData) {
      text += `${line}\r\n`;
    } else if (/^DATA/i.test(line)) {
      isInData = true;
      say('354 go on');
    } else if (/^RCPT TO:<(.*)>/i.test(line)) {
      const address = /<(.*)>/.exec(line)?.[1] ?? '';
      if (mail.refuses) return say(`550 there is no ${address}`);
      to.push(address);
      say('250 ok');
    } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
    else say('250 ok');
  };
  say('220 ready');
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split('\r\n');
    rest = lines.pop() ?? '';
    lines.forEach(takeLine);
  });
}
