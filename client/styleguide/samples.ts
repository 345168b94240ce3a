/** The list of all samples: each element in its states. A new element has its entry here. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { Bold, Plus } from 'lucide';
import { COLORS } from '../../shared/annotation/annotation.ts';
import { CLOSE } from '../../shared/wire/close-codes.ts';
import { problem } from '../../shared/wire/problems.ts';
import '../library/galley-article-row.ts';
import '../library/galley-first-steps.ts';
import '../library/galley-imports.ts';
import '../library/galley-library-filter.ts';
import '../library/galley-library-selection.ts';
import { WHOLE_LIBRARY } from '../library/library-controller.ts';
import '../queue/galley-queue-item.ts';
import '../queue/galley-queue-kinds.ts';
import { WHOLE_QUEUE } from '../queue/queue-filter.ts';
import '../ui/dialog/galley-confirm.ts';
import { confirmed } from '../ui/dialog/galley-confirm.ts';
import '../ui/dialog/galley-keys.ts';
import '../ui/form/galley-ending.ts';
import '../ui/galley-header.ts';
import '../ui/galley-problem.ts';
import { toast } from '../ui/galley-toast.ts';
import { icon } from '../ui/icon.ts';
import { actorOf } from '../ui/session/permission.ts';
import { avatar } from '../ui/words/person.ts';
import '../workspace/connection/galley-connection.ts';
import '../workspace/galley-presence.ts';
import '../workspace/layers/galley-layer-form.ts';
import '../workspace/layers/galley-layers.ts';
import '../workspace/margin/galley-composer.ts';
import '../workspace/margin/galley-note-field.ts';
import '../workspace/margin/galley-remark.ts';
import '../workspace/margin/galley-reply-field.ts';
import '../workspace/margin/galley-thread.ts';
import {
  article,
  COMMENTS,
  LAYERS,
  ME,
  note,
  PEOPLE,
  PRESENT,
  reply,
  waiting,
} from './examples.ts';

/** One state of an element, or of a class that several share. */
export interface Sample {
  readonly name: string;
  readonly draw: () => TemplateResult;
}

/** Under a heading: a tag, or what several have in common. */
export interface Section {
  readonly of: string;
  readonly samples: readonly Sample[];
}

/** Whole pages, and what lives by a server, a text or a page around it: each is seen where it is at work. */
export const ELSEWHERE: readonly string[] = [
  'library-page',
  'queue-page',
  'settings-page',
  'trash-page',
  'signin-page',
  'join-page',
  'missing-page',
  'galley-workspace-page',
  'galley-article-workspace',
  'galley-paper',
  'galley-side',
  'galley-margin',
  'galley-margin-head',
  'galley-news',
  'galley-text-tools',
  'galley-workspace-bar',
  'galley-editor',
  'galley-toolbar',
  'galley-toolbar-figure',
  'galley-toolbar-link',
  'galley-adder',
  'galley-all-threads',
  'galley-tray',
  'galley-since',
  'galley-refusals',
  'galley-printed-notes',
  'galley-connection-notice',
  'galley-status',
  'galley-earlier-texts',
  'galley-export',
  'galley-export-button',
  'galley-share',
  'galley-share-button',
  'galley-links',
  'galley-article-members',
  'galley-return',
  'galley-palette',
  'galley-shown-once',
  'galley-article-actions',
  'galley-rename',
  'galley-language',
  'galley-clean-up',
  'galley-drop-zone',
  'galley-account',
  'galley-audit',
  'galley-invitations',
  'galley-members',
  'galley-new-member',
  'galley-passkeys',
  'galley-proof',
  'galley-remove-member',
  'galley-sessions',
  'galley-tokens',
  'galley-workspace',
  'galley-forgotten',
  'galley-join-article',
  'galley-join-workspace',
  'galley-person-form',
  'galley-sign-in',
  'galley-language-choice',
];

const actor = actorOf(ME);
const PALETTE = ['teal', 'rust', 'blue', 'plum', 'moss', 'rose', 'slate', 'amber'];

const sample = (name: string, draw: () => TemplateResult): Sample => ({ name, draw });

function thread(name: string, annotation = note(name), more: object = {}): Sample {
  const {
    active = false,
    unread = false,
    pending = false,
    readers = [],
  } = more as {
    active?: boolean;
    unread?: boolean;
    pending?: boolean;
    readers?: typeof PRESENT;
  };
  return sample(
    name,
    () =>
      html`<galley-thread
        .annotation=${annotation}
        .layer=${COMMENTS}
        .people=${PEOPLE}
        .me=${ME}
        .active=${active}
        .unread=${unread}
        .pending=${pending}
        .readers=${readers}
      ></galley-thread>`,
  );
}

const row = (name: string, fields: Parameters<typeof article>[1], ticked = false): Sample =>
  sample(
    name,
    () =>
      html`<galley-article-row
        .article=${article(name, fields)}
        .actor=${actor}
        .tickable=${true}
        .ticked=${ticked}
      ></galley-article-row>`,
  );

const buttons = (name: string, kind: string, isDisabled = false): Sample =>
  sample(
    name,
    () =>
      html`<button class="button ${kind}" ?disabled=${isDisabled}>
        ${kind.includes('icon') ? icon(Bold) : html`${icon(Plus)} Words`}
      </button>`,
  );

/** In the order of the page. */
export const SECTIONS: readonly Section[] = [
  {
    of: 'Buttons',
    samples: [
      buttons('quiet', ''),
      buttons('primary', 'primary'),
      buttons('plain', 'plain'),
      buttons('danger', 'danger'),
      buttons('icon', 'plain icon'),
      buttons('disabled', '', true),
      buttons('primary, disabled', 'primary', true),
      sample('pressed', () => html`<button class="button" aria-pressed="true">Pressed</button>`),
    ],
  },
  {
    of: 'Badges, keys and people',
    samples: [
      sample(
        'badges',
        () =>
          html`<span class="badge">Draft</span> <span class="badge good">Published</span>
            <span class="badge warn">Suggestion</span> <span class="badge danger">Gone</span>`,
      ),
      sample('keys', () => html`<kbd>Ctrl+Alt+M</kbd> <kbd>J</kbd> <kbd>?</kbd>`),
      sample('people', () => html`${PALETTE.map((color) => avatar('Ann Kowalska', color))}`),
      sample(
        'layers’ colours',
        () =>
          html`${COLORS.map(
            (color) =>
              html`<span data-tone=${color}><span class="swatch sample-swatch"></span></span>`,
          )}`,
      ),
      sample(
        'highlights',
        () =>
          html`<p class="sample-text">
            ${COLORS.map(
              (color) =>
                html`<mark class="highlight" data-color=${color} data-status="open"
                  >${color}</mark
                > `,
            )}<mark class="highlight" data-color="blue" data-status="open" data-active>active</mark>
            <mark class="highlight" data-color="yellow" data-status="open"
              >one
              <mark class="highlight" data-color="blue" data-status="open"
                >in
                <mark class="highlight" data-color="pink" data-status="open">another</mark></mark
              ></mark
            >
          </p>`,
      ),
    ],
  },
  {
    of: 'Fields',
    samples: [
      sample('text', () => html`<label class="field">Name <input value="Words" /></label>`),
      sample('empty', () => html`<label class="field">Name <input placeholder="Empty" /></label>`),
      sample(
        'choice',
        () =>
          html`<label class="field"
            >Role
            <select>
              <option>Editor</option>
            </select></label
          >`,
      ),
      sample(
        'long text',
        () => html`<label class="field">Note <textarea>Many words</textarea></label>`,
      ),
      sample('ending', () => html`<galley-ending></galley-ending>`),
    ],
  },
  {
    of: 'galley-header',
    samples: [
      sample('nobody is signed in', () => html`<galley-header></galley-header>`),
      sample('a member', () => html`<galley-header page="library" .member=${ME}></galley-header>`),
    ],
  },
  {
    of: 'Dialogs and notices',
    samples: [
      sample(
        'galley-confirm',
        () =>
          html`<button
            class="button"
            @click=${() => void confirmed({ title: 'Delete “The ferry”?', text: 'It goes.', action: 'Delete' })}
          >
            A question
          </button>`,
      ),
      sample(
        'galley-toast',
        () =>
          html`<button
            class="button"
            @click=${() => toast('“The ferry” is in the trash.', { action: { label: 'Undo', run: () => undefined } })}
          >
            A notice
          </button>`,
      ),
      sample(
        'galley-keys',
        () => html`<p>By <kbd>?</kbd>, or in the menu of the header above.</p>`,
      ),
    ],
  },
  {
    of: 'galley-problem',
    samples: (['not-found', 'not-allowed', 'internal-error'] as const).map((name) =>
      sample(name, () => html`<galley-problem .problem=${problem(name)}></galley-problem>`),
    ),
  },
  {
    of: 'galley-article-row',
    samples: [
      row('draft', { open: 3 }),
      row('published', { status: 'published', language: 'de' }),
      row('archived', { status: 'archived', editor: null }),
      row('ticked', {}, true),
      row('right to left', { title: 'המעבורת יוצאת', language: 'he', direction: 'rtl' }),
    ],
  },
  {
    of: 'Library',
    samples: [
      sample(
        'galley-library-filter',
        () =>
          html`<galley-library-filter
            .filter=${WHOLE_LIBRARY}
            .archived=${4}
          ></galley-library-filter>`,
      ),
      sample(
        'galley-library-selection',
        () =>
          html`<galley-library-selection
            .articles=${[article('a1'), article('a2')]}
            .actor=${actor}
            .hasOthers=${true}
          ></galley-library-selection>`,
      ),
      sample(
        'galley-first-steps',
        () => html`<galley-first-steps .actor=${actor}></galley-first-steps>`,
      ),
      sample(
        'galley-imports',
        () =>
          html`<galley-imports
            .items=${[
              { name: 'ferry.docx', state: 'sending' },
              { name: 'quay.md', state: 'waiting' },
              { name: 'boat.png', state: 'failed', problem: problem('unknown-format') },
            ]}
          ></galley-imports>`,
      ),
    ],
  },
  {
    of: 'Queue',
    samples: [
      sample(
        'galley-queue-kinds',
        () => html`<galley-queue-kinds .filter=${WHOLE_QUEUE}></galley-queue-kinds>`,
      ),
      sample(
        'galley-queue-item',
        () => html`<galley-queue-item .item=${waiting(note('q1'))}></galley-queue-item>`,
      ),
      sample(
        'current suggestion',
        () =>
          html`<galley-queue-item
            .item=${waiting(note('q2', { kind: 'suggestion', replacement: 'the ferry leaves at ten' }))}
            .current=${true}
          ></galley-queue-item>`,
      ),
      sample(
        'busy',
        () =>
          html`<galley-queue-item .item=${waiting(note('q3'))} .busy=${true}></galley-queue-item>`,
      ),
    ],
  },
  {
    of: 'galley-thread',
    samples: [
      thread('comment'),
      thread(
        'active',
        note('active', {
          replies: [reply('r1', 'ann', 'From November, ten.'), reply('r2', 'gus', 'So be it.')],
        }),
        {
          active: true,
        },
      ),
      thread('new, and read by others', note('new'), {
        unread: true,
        readers: PRESENT.slice(0, 2),
      }),
      thread('not sent yet', note('pending'), { pending: true }),
      thread('question', note('question', { kind: 'question' })),
      thread(
        'suggestion',
        note('suggestion', { kind: 'suggestion', replacement: 'the ferry leaves at ten' }),
      ),
      thread('report', note('report', { kind: 'report', author: 'reader' })),
      thread('pinned', note('pinned', { pinned: true, author: 'gus' })),
      thread(
        'resolved',
        note('resolved', {
          status: 'resolved',
          statusBy: 'ann',
          statusAt: '2026-01-03T10:00:00.000Z',
        }),
      ),
      thread(
        'its words were edited',
        note('edited', {
          anchoring: { state: 'changed', from: 0, to: 24, exact: 'the ferry sails at nine' },
        }),
      ),
    ],
  },
  {
    of: 'Writing notes',
    samples: [
      sample(
        'galley-composer',
        () =>
          html`<galley-composer
            .article=${'a1'}
            .draft=${{ kind: 'suggestion', anchor: note('d').anchor, layer: 'comments' }}
            .layers=${LAYERS}
            .people=${PEOPLE}
            .me=${ME}
          ></galley-composer>`,
      ),
      sample(
        'galley-reply-field',
        () =>
          html`<galley-reply-field
            .to=${'Bob Moroz'}
            .people=${PEOPLE}
            .me=${ME}
            .layer=${COMMENTS}
          ></galley-reply-field>`,
      ),
      sample(
        'galley-note-field',
        () =>
          html`<galley-note-field
            .label=${'Note'}
            .people=${PEOPLE}
            .me=${ME}
            .layer=${COMMENTS}
          ></galley-note-field>`,
      ),
      sample(
        'galley-remark',
        () =>
          html`<galley-remark
            .remark=${note('remark')}
            .name=${'Bob Moroz'}
            .noun=${'comment'}
            .people=${PEOPLE}
            .me=${ME}
          ></galley-remark>`,
      ),
    ],
  },
  {
    of: 'Layers',
    samples: [
      sample(
        'galley-layers',
        () =>
          html`<galley-layers
            .layers=${LAYERS}
            .shown=${new Set(['comments', 'facts'])}
            .threads=${[note('l1'), note('l2', { status: 'resolved' })]}
            .people=${PEOPLE}
            .me=${ME}
          ></galley-layers>`,
      ),
      sample(
        'galley-layer-form',
        () =>
          html`<galley-layer-form
            .layer=${LAYERS[1]}
            .people=${PEOPLE}
            .me=${ME}
          ></galley-layer-form>`,
      ),
    ],
  },
  {
    of: 'The bar of the workspace',
    samples: [
      sample(
        'galley-presence',
        () => html`<galley-presence .people=${PRESENT} .me=${'ann'}></galley-presence>`,
      ),
      sample(
        'galley-connection',
        () =>
          html`${[
            { state: 'connecting' } as const,
            { state: 'saved' } as const,
            { state: 'saving' } as const,
            { state: 'offline', unsaved: true } as const,
            { state: 'closed', close: CLOSE.restarting, unsaved: false } as const,
          ].map(
            (connection) =>
              html`<p><galley-connection .connection=${connection}></galley-connection></p>`,
          )}`,
      ),
    ],
  },
];
