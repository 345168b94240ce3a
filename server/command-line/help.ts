/** What `galley help` prints. */
import { SETTINGS } from '../config.ts';
import { COMMANDS } from './commands.ts';
import { RESTORE } from './restore.ts';

/** Commands and settings in the words that the README has too. */
export function helpText(): string {
  const commands = [
    { usage: 'serve', says: 'runs the server' },
    ...COMMANDS,
    RESTORE,
    { usage: 'help', says: 'prints this' },
  ];
  return [
    'galley: a collaborative annotation server',
    '',
    'Commands',
    ...commands.map(({ usage, says }) => `  galley ${usage}\n      ${says}`),
    '',
    'Settings (environment variables)',
    ...SETTINGS.map(({ name, says, usual }) => `  ${name.padEnd(26)} ${says} (${usual})`),
  ].join('\n');
}
