/** The workspace's own name and language: what the owner has set, or what it begins with. */
import { canonicalLanguage } from '../../shared/article/language.ts';
import type { WorkspaceAnswer, WorkspaceChange } from '../../shared/wire/routes/workspace.ts';
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type { Catalogue, WorkspaceSettings } from '../storage/catalogue.ts';

const ID = 'workspace';
const AT_FIRST: WorkspaceSettings = { id: ID, name: 'Galley', language: 'en' };

export async function readWorkspace(catalogue: Catalogue): Promise<WorkspaceAnswer> {
  return present((await catalogue.get('settings', ID)) ?? AT_FIRST);
}

/** Changes what is given, and gives what holds now. */
export async function changeWorkspace(
  catalogue: Catalogue,
  asked: WorkspaceChange,
): Promise<Result<WorkspaceAnswer>> {
  const language = asked.language === undefined ? undefined : canonicalLanguage(asked.language);
  if (language === null)
    return failed('invalid-request', 'The language is no BCP 47 tag.', { field: 'language' });
  return catalogue.change((change) => {
    const before = change.get('settings', ID) ?? AT_FIRST;
    const next = {
      id: ID,
      name: asked.name ?? before.name,
      language: language ?? before.language,
    } as const;
    change.put('settings', next);
    return done(present(next));
  });
}

function present({ name, language }: WorkspaceSettings): WorkspaceAnswer {
  return { name, language };
}
