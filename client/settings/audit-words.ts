/** What was done, in words for the audit log. */
import type { AuditAction, AuditActor, AuditDetail } from '../../shared/wire/routes/audit.ts';
import type { Drawn } from '../ui/language/fill.ts';
import { t, tIn } from '../ui/language/translate.ts';

/** What somebody did, as a sentence; `name` may be a template. */
export function actionWords(action: AuditAction, name: unknown): Drawn {
  return SENTENCES[action](name);
}

const SENTENCES: Readonly<Record<AuditAction, (name: unknown) => Drawn>> = {
  'signed in': (name) => t('{name} signed in', { name }),
  'signed out': (name) => t('{name} signed out', { name }),
  'sign-in refused': (name) => t('{name} was refused a sign-in', { name }),
  'password changed': (name) => t('{name} changed a password', { name }),
  'passkey added': (name) => t('{name} added a passkey', { name }),
  'passkey removed': (name) => t('{name} removed a passkey', { name }),
  'member added': (name) => t('{name} added a member', { name }),
  'member changed': (name) => t('{name} changed a member', { name }),
  'member removed': (name) => t('{name} removed a member', { name }),
  'person erased': (name) => t('{name} erased a person', { name }),
  'role given': (name) => t('{name} gave a role', { name }),
  'token made': (name) => t('{name} made a token', { name }),
  'token revoked': (name) => t('{name} revoked a token', { name }),
  'invite made': (name) => t('{name} made an invitation', { name }),
  'invite used': (name) => t('{name} used an invitation', { name }),
  'invite revoked': (name) => t('{name} took an invitation back', { name }),
  'share made': (name) => t('{name} made a share link', { name }),
  'share entered': (name) => t('{name} came by a share link', { name }),
  'share revoked': (name) => t('{name} revoked a share link', { name }),
  'grant given': (name) => t('{name} gave a role in an article', { name }),
  'grant taken': (name) => t('{name} took a role in an article back', { name }),
  'article deleted': (name) => t('{name} put an article into the trash', { name }),
  'brought back': (name) => t('{name} brought something back from the trash', { name }),
  'deleted for good': (name) => t('{name} deleted something for good', { name }),
  'earlier text brought back': (name) => t('{name} brought an earlier text back', { name }),
  'layer made': (name) => t('{name} made a layer', { name }),
  'layer changed': (name) => t('{name} changed a layer', { name }),
  'layer deleted': (name) => t('{name} put a layer into the trash', { name }),
  'annotation deleted': (name) => t('{name} deleted an annotation', { name }),
  'reply deleted': (name) => t('{name} deleted a reply', { name }),
  'status changed': (name) => t('{name} changed a status', { name }),
  exported: (name) => t('{name} took a copy', { name }),
  'workspace changed': (name) => t('{name} changed the workspace', { name }),
  'backup taken': (name) => t('{name} took a backup', { name }),
  'audit pruned': (name) => t('{name} deleted what was old in the audit log', { name }),
  'guests forgotten': (name) => t('{name} forgot guests who left nothing', { name }),
};

/** What the actions are called, where one is to be chosen. */
export const ACTION_NAMES: Readonly<Record<AuditAction, string>> = {
  'signed in': tIn('audit log', 'signed in'),
  'signed out': tIn('audit log', 'signed out'),
  'sign-in refused': tIn('audit log', 'sign-in refused'),
  'password changed': tIn('audit log', 'password changed'),
  'passkey added': tIn('audit log', 'passkey added'),
  'passkey removed': tIn('audit log', 'passkey removed'),
  'member added': tIn('audit log', 'member added'),
  'member changed': tIn('audit log', 'member changed'),
  'member removed': tIn('audit log', 'member removed'),
  'person erased': tIn('audit log', 'person erased'),
  'role given': tIn('audit log', 'role given'),
  'token made': tIn('audit log', 'token made'),
  'token revoked': tIn('audit log', 'token revoked'),
  'invite made': tIn('audit log', 'invite made'),
  'invite used': tIn('audit log', 'invite used'),
  'invite revoked': tIn('audit log', 'invite revoked'),
  'share made': tIn('audit log', 'share made'),
  'share entered': tIn('audit log', 'share entered'),
  'share revoked': tIn('audit log', 'share revoked'),
  'grant given': tIn('audit log', 'grant given'),
  'grant taken': tIn('audit log', 'grant taken'),
  'article deleted': tIn('audit log', 'article deleted'),
  'brought back': tIn('audit log', 'brought back'),
  'deleted for good': tIn('audit log', 'deleted for good'),
  'earlier text brought back': tIn('audit log', 'earlier text brought back'),
  'layer made': tIn('audit log', 'layer made'),
  'layer changed': tIn('audit log', 'layer changed'),
  'layer deleted': tIn('audit log', 'layer deleted'),
  'annotation deleted': tIn('audit log', 'annotation deleted'),
  'reply deleted': tIn('audit log', 'reply deleted'),
  'status changed': tIn('audit log', 'status changed'),
  exported: tIn('audit log', 'exported'),
  'workspace changed': tIn('audit log', 'workspace changed'),
  'backup taken': tIn('audit log', 'backup taken'),
  'audit pruned': tIn('audit log', 'audit pruned'),
  'guests forgotten': tIn('audit log', 'guests forgotten'),
};

/** The actor's name at that time, with what kind of actor it was. */
export function actorWords({ kind, name }: AuditActor): string {
  switch (kind) {
    case 'member':
      return name;
    case 'guest':
      return t('{name} (guest)', { name });
    case 'reader':
      return t('Somebody not signed in');
    case 'system':
      return t('Galley itself');
  }
}

/** The further facts on one line: "format: docx · layers: 2". */
export function detailWords(detail: AuditDetail): string {
  return Object.entries(detail)
    .filter(([, value]) => value !== '')
    .map(([fact, value]) => `${fact}: ${value}`)
    .join(' · ');
}
