/** How a store's file is looked at that wasn't closed in order: in a process of its own, since damage may end that. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';

const Examination = z.object({
  /** Sentences on what is damaged or lost. */
  findings: z.array(z.string()),
  /** The new file with all that could be read, null where the old one is good as it is. */
  copy: z.string().nullable(),
});
/** What was found in a file. */
export type Examination = z.infer<typeof Examination>;

/** Reads a folder's log from end to end; copies it where it has findings or was altered. Rejects where it can't. */
export type Examine = (folder: string, altered: boolean) => Promise<Examination>;

/** Long enough for 100 GB. Some damage leads in circles. */
const TIMEOUT_MS = 10 * 60 * 1000;
/** Each damaged room has a sentence of its own. */
const MAX_FINDINGS_BYTES = 64 * 1024 * 1024;

/** An `Examine` that runs `script examine FOLDER` in a process of its own, which the damage may end instead of this one. */
export function examineApart(script: string, execArguments: readonly string[]): Examine {
  return async (folder, altered) => {
    const what = altered ? ['altered'] : [];
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [...execArguments, script, 'examine', folder, ...what],
      { timeout: TIMEOUT_MS, killSignal: 'SIGKILL', maxBuffer: MAX_FINDINGS_BYTES },
    );
    return Examination.parse(JSON.parse(stdout));
  };
}
