/** The sections of the settings: their addresses, their names, and the permissions to see them. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Actor } from '../../shared/policy/actor.ts';
import { may } from '../../shared/policy/may.ts';
import type { Permission } from '../../shared/policy/table.ts';
import type { MemberAnswer } from '../../shared/wire/routes/members.ts';
import './galley-account.ts';
import './galley-audit.ts';
import './galley-invitations.ts';
import './galley-members.ts';
import './galley-sessions.ts';
import './galley-tokens.ts';
import './galley-workspace.ts';
import { t } from '../ui/language/translate.ts';

/** One section. A new one is an entry of the list below, and an element that it draws. */
export interface Section {
  readonly path: string;
  readonly name: string;
  /** A line under its heading, for what isn't plain from the name. */
  readonly about: string;
  /** Whether it is about the workspace, or about oneself. */
  readonly of: 'workspace' | 'you';
  readonly permission: Permission;
  readonly draw: (me: MemberAnswer) => TemplateResult;
}

const SECTIONS: readonly Section[] = [
  {
    path: '/settings',
    name: t('Members'),
    about: t('Who belongs to the workspace, and what each may do in it.'),
    of: 'workspace',
    permission: 'read members',
    draw: (me) => html`<galley-members .me=${me}></galley-members>`,
  },
  {
    path: '/settings/invitations',
    name: t('Invitations'),
    about: t('An invitation is a link with which one person becomes a member. It works once.'),
    of: 'workspace',
    permission: 'manage members',
    draw: () => html`<galley-invitations></galley-invitations>`,
  },
  {
    path: '/settings/workspace',
    name: t('General'),
    about: t('The name is what people see when they sign in or are invited.'),
    of: 'workspace',
    permission: 'manage workspace',
    draw: () => html`<galley-workspace></galley-workspace>`,
  },
  {
    path: '/settings/audit',
    name: t('Audit log'),
    about: t(
      'Sign-ins, rights, deletions, changes of status and exports. It forgets the names of the erased, and nobody edits it.',
    ),
    of: 'workspace',
    permission: 'read audit',
    draw: () => html`<galley-audit></galley-audit>`,
  },
  {
    path: '/settings/account',
    name: t('Account'),
    about: t('Your name as others see it, and how you sign in.'),
    of: 'you',
    permission: 'read members',
    draw: () => html`<galley-account></galley-account>`,
  },
  {
    path: '/settings/sessions',
    name: t('Sessions'),
    about: t('The browsers in which you are signed in.'),
    of: 'you',
    permission: 'read members',
    draw: () => html`<galley-sessions></galley-sessions>`,
  },
  {
    path: '/settings/tokens',
    name: t('API tokens'),
    about: t('With a token a program does what its member may do, until it ends or is revoked.'),
    of: 'you',
    permission: 'read members',
    draw: (me) => html`<galley-tokens .me=${me}></galley-tokens>`,
  },
];

/** The sections that the actor may see, in the order of the list. */
export function sectionsFor(actor: Actor): readonly Section[] {
  return SECTIONS.filter(({ permission }) => may(permission, actor).ok);
}
