/** The workspace's own name and language: what the owner has set, or what it begins with. */
import { canonicalLanguage } from '../../shared/article/language.ts';
import type { WorkspaceAnswer, WorkspaceChange } from '../../shared/wire/routes/workspace.ts';
import { done, failed } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type { Catalogue, WorkspaceSettings } from '../storage/catalogue.ts';
import type { Store } from '../storage/store.ts';

const ID = 'workspace';
const AT_FIRST: WorkspaceSettings = { id: ID, name: 'Galley', language: 'en' };

/** Name and language as the owner has set them; “Galley” and `en` before that. */
export async function readWorkspace(catalogue: Catalogue): Promise<WorkspaceAnswer> {
  return present((await catalogue.get('settings', ID)) ?? AT_FIRST);
}

/**
 * Changes the fields that are given, and gives all of them as they are then. A language that is no BCP 47 tag is
 * `invalid-request`.
 */
export async function changeWorkspace(
  store: Store,
  asked: WorkspaceChange,
): Promise<Result<WorkspaceAnswer>> {
  const language = asked.language === undefined ? undefined : canonicalLanguage(asked.language);
  if (language === null)
    return failed('invalid-request', 'The language is no BCP 47 tag.', { field: 'language' });
  return store.transaction(async ({ catalogue }) => {
    const before = (await catalogue.get('settings', ID)) ?? AT_FIRST;
    const next = {
      id: ID,
      name: asked.name ?? before.name,
      language: language ?? before.language,
    } as const;
    catalogue.put('settings', next);
    return done(present(next));
  });
}

function present({ name, language }: WorkspaceSettings): WorkspaceAnswer {
  return { name, language };
}
