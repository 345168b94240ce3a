/** The process: reads settings and arguments, makes time, ids and randomness, and runs a command. */
import { randomBytes, randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { COMMANDS } from './command-line/commands.ts';
import { connect } from './command-line/connect.ts';
import { helpText } from './command-line/help.ts';
import { readConfig } from './config.ts';
import type { Config } from './config.ts';
import { firstStart } from './first-start.ts';
import { builtAssets } from './http/assets.ts';
import { start } from './start.ts';
import type { Running } from './start.ts';
import { openStore, readRunning } from './storage/open.ts';

/** Folders beside the code, whether it runs from `server/` or built from `dist/server/`. */
const ROOT = fileURLToPath(
  new URL(import.meta.url.includes('/dist/server/') ? '../../' : '../', import.meta.url),
);

/** A second signal, or a shutdown that hangs, ends the process anyway. */
const SHUTDOWN_MS = 5000;

const print = (line: string): void => void process.stdout.write(`${line}\n`);

async function main([name = 'serve', ...args]: readonly string[]): Promise<void> {
  const read = readConfig(process.env);
  if (!read.ok) throw new Error(read.sentence);
  if (name === 'serve') return serve(read.config, args.includes('--dev'));
  if (['help', '--help', '-h'].includes(name)) return print(helpText());
  const command = COMMANDS.find((item) => item.name === name);
  if (command === undefined) throw new Error(`There is no command “${name}”; see “galley help”.`);
  const connection = await connect(read.config, () => startOwn(read.config));
  try {
    await command.run(args, connection.ask, print);
  } finally {
    await connection.close();
  }
}

async function serve(config: Config, isDevelopment: boolean): Promise<void> {
  const running = await open(config, isDevelopment);
  const link = await firstStart(running.parts, `${ROOT}data/samples`);
  print(`Galley is at ${running.url}`);
  if (link !== null) print(`Sign in as the owner, once: ${link}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      setTimeout(() => process.exit(1), SHUTDOWN_MS).unref();
      running.close().then(
        () => process.exit(0),
        (error: unknown) => fail(error),
      );
    });
  }
}

/** A server for one command, seen by nobody else. */
async function startOwn(config: Config) {
  const running = await open({ ...config, port: 0, host: '127.0.0.1', logLevel: 'error' }, false);
  await firstStart(running.parts, `${ROOT}data/samples`);
  const facts = readRunning(config.data);
  const [url, secret] = [facts?.url, facts?.secret];
  if (!url || !secret) throw new Error('The store was closed while it was opened.');
  return { url, secret, close: () => running.close() };
}

async function open(config: Config, isDevelopment: boolean): Promise<Running> {
  const log = pino({ level: config.logLevel }, pino.destination(2));
  const store = await openStore(config.data);
  for (const notice of store.notices) log.warn(notice);
  try {
    return await start({
      config,
      store,
      log,
      assets: async (server) =>
        isDevelopment
          ? (await import('./http/dev-assets.ts')).devAssets(server)
          : builtAssets(`${ROOT}dist/client`),
      now: () => new Date(),
      newId: randomUUID,
      newSecret: () => randomBytes(32).toString('base64url'),
    });
  } catch (error) {
    await store.close();
    throw error;
  }
}

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

main(process.argv.slice(2)).catch(fail);
