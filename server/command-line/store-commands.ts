/** Commands that check the store and copy it. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { StoreReport } from '../../shared/wire/routes/store.ts';
import { answerOf } from './ask.ts';
import type { Command } from './command.ts';

/** `verify` rejects where something is wrong, so that scripts notice. */
export const STORE_COMMANDS: readonly Command[] = [
  {
    name: 'verify',
    usage: 'verify [--rebuild]',
    says: 'checks the store; --rebuild puts right what lists are made of',
    async run(args, ask, print) {
      const { values } = parseArgs({
        args: [...args],
        options: { rebuild: { type: 'boolean', default: false } },
      });
      const asked = { method: 'POST', body: JSON.stringify(values), headers: JSON_TYPE };
      const report = await answerOf<StoreReport>(await ask('/api/store/verify', asked));
      for (const finding of report.findings) print(finding);
      print(summaryOf(report));
      const many = report.findings.length;
      if (many > 0) throw new Error(`The store has ${many === 1 ? 'a fault' : `${many} faults`}.`);
    },
  },
  {
    name: 'backup',
    usage: 'backup FOLDER',
    says: 'writes a copy of the store into an empty folder, while all goes on',
    async run(args, ask, print) {
      const [folder, ...more] = args;
      if (folder === undefined || more.length > 0) throw new Error('Usage: galley backup FOLDER');
      const target = resolve(folder);
      const asked = {
        method: 'POST',
        body: JSON.stringify({ folder: target }),
        headers: JSON_TYPE,
      };
      await answerOf(await ask('/api/store/backup', asked));
      print(`The store was copied to ${target}.`);
    },
  },
];

const JSON_TYPE = { 'content-type': 'application/json' };

function summaryOf(report: StoreReport): string {
  const { articles, layers, trash, rooms, strays, generation, rebuilt } = report;
  const facts = [
    `${articles} articles`,
    `${layers} layers`,
    ...(trash === 0 ? [] : [`${trash} in the trash`]),
    `${rooms} rooms${strays === 0 ? '' : ` (${strays} of no article)`}`,
    `catalogue number ${generation}`,
    ...(rebuilt === 0 ? [] : [`${rebuilt} records put right`]),
  ];
  return `Checked ${facts.join(', ')}.`;
}
