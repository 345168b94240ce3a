/** The commands that change annotations; the only way in which a layer changes. */
import type { Anchor } from '../anchor/anchor.ts';
import type { Color, Kind, Status } from './annotation.ts';

export type Command =
  | {
      readonly do: 'create';
      readonly id: string;
      readonly kind: Kind;
      readonly anchor: Anchor;
      readonly body: string;
      readonly replacement: string | null;
      readonly color: Color | null;
      readonly tags: readonly string[];
    }
  | {
      readonly do: 'edit';
      readonly annotation: string;
      readonly body?: string;
      readonly replacement?: string | null;
      readonly color?: Color | null;
    }
  | { readonly do: 'tag'; readonly annotation: string; readonly tags: readonly string[] }
  | { readonly do: 'assign'; readonly annotation: string; readonly assignee: string | null }
  | {
      readonly do: 'reply';
      readonly annotation: string;
      readonly id: string;
      readonly body: string;
    }
  | {
      readonly do: 'edit-reply';
      readonly annotation: string;
      readonly reply: string;
      readonly body: string;
    }
  | { readonly do: 'delete-reply'; readonly annotation: string; readonly reply: string }
  | {
      readonly do: 'set-status';
      readonly annotation: string;
      readonly status: Status;
      /** A word on why, kept as a reply of who settled it. */
      readonly note: { readonly id: string; readonly body: string } | null;
      /** Where the words are after the change that the new status brought with it; left out where there was none. */
      readonly anchor?: Anchor;
    }
  | { readonly do: 'anchor'; readonly annotation: string; readonly anchor: Anchor }
  | { readonly do: 'delete'; readonly annotation: string };
