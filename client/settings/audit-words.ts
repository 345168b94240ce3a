/** What was done, in words for the audit log. */
import type { AuditAction, AuditActor, AuditDetail } from '../../shared/wire/routes/audit.ts';

/** What somebody did, in words that follow their name. */
export const ACTION_WORDS: Readonly<Record<AuditAction, string>> = {
  'signed in': 'signed in',
  'signed out': 'signed out',
  'sign-in refused': 'was refused a sign-in',
  'password changed': 'changed a password',
  'passkey added': 'added a passkey',
  'passkey removed': 'removed a passkey',
  'member added': 'added a member',
  'member changed': 'changed a member',
  'member removed': 'removed a member',
  'person erased': 'erased a person',
  'role given': 'gave a role',
  'token made': 'made a token',
  'token revoked': 'revoked a token',
  'invite made': 'made an invitation',
  'invite used': 'used an invitation',
  'invite revoked': 'took an invitation back',
  'share made': 'made a share link',
  'share entered': 'came by a share link',
  'share revoked': 'revoked a share link',
  'grant given': 'gave a role in an article',
  'grant taken': 'took a role in an article back',
  'article deleted': 'put an article into the trash',
  'brought back': 'brought something back from the trash',
  'deleted for good': 'deleted something for good',
  'earlier text brought back': 'brought an earlier text back',
  'layer made': 'made a layer',
  'layer changed': 'changed a layer',
  'layer deleted': 'put a layer into the trash',
  'annotation deleted': 'deleted an annotation',
  'reply deleted': 'deleted a reply',
  'status changed': 'changed a status',
  exported: 'took a copy',
  'workspace changed': 'changed the workspace',
  'backup taken': 'took a backup',
  'audit pruned': 'deleted what was old in the audit log',
  'guests forgotten': 'forgot guests who left nothing',
};

/** The actor's name at that time, with what kind of actor it was. */
export function actorWords({ kind, name }: AuditActor): string {
  switch (kind) {
    case 'member':
      return name;
    case 'guest':
      return `${name} (guest)`;
    case 'reader':
      return 'Somebody not signed in';
    case 'system':
      return 'Galley itself';
  }
}

/** The further facts on one line: "format: docx · layers: 2". */
export function detailWords(detail: AuditDetail): string {
  return Object.entries(detail)
    .filter(([, value]) => value !== '')
    .map(([fact, value]) => `${fact}: ${value}`)
    .join(' · ');
}
