/** The room of an article's text, and the one door by which its words change. */
import type { Node } from 'prosemirror-model';
import { yXmlFragmentToProsemirrorJSON } from 'y-prosemirror';
import * as Y from 'yjs';
import { ARTICLE_ROOT, articleSchema } from '../../shared/article/schema.ts';
import { textIndex } from '../../shared/anchor/text-index.ts';
import type { TextIndex } from '../../shared/anchor/text-index.ts';
import type { Actor } from '../../shared/policy/actor.ts';
import { may } from '../../shared/policy/decide.ts';
import { personColor } from '../../shared/presence/person.ts';
import { CLOSE, notAllowed } from '../../shared/wire/close-codes.ts';
import type { Close } from '../../shared/wire/close-codes.ts';
import type { DurableDocument } from './durable-document.ts';
import { awarenessFrame, durableFrame, syncFrame } from './frames.ts';
import { judge } from './gate.ts';
import type { Verdict } from './gate.ts';
import type { Change, GroupCommit } from './group-commit.ts';
import type { Peer } from './peer.ts';
import { Presence } from './presence.ts';
import { Room } from './room.ts';

/** How a submission ended. */
export type Submission =
  | { readonly state: 'stored' }
  | { readonly state: 'gap' }
  | { readonly state: 'refused'; readonly close: Close };

export class TextRoom extends Room {
  readonly #commits: GroupCommit;
  readonly #presence = new Presence();
  /** Yjs client ids of this life of the room, each with the member that it belongs to. */
  readonly #owners = new Map<number, string>();
  #index: TextIndex | null = null;

  constructor(document: DurableDocument, commits: GroupCommit) {
    super(document);
    this.#commits = commits;
    document.onTold(() => (this.#index = null));
  }

  override join(peer: Peer): void {
    super.join(peer);
    if (peer.rights.write) peer.send(syncFrame('step1', Y.encodeStateVector(this.document.told)));
    const present = this.#presence.all();
    if (present !== null) peer.send(awarenessFrame(present));
  }

  override leave(peer: Peer): void {
    super.leave(peer);
    const gone = this.#presence.leave(peer);
    if (gone !== null) this.#tellAll(awarenessFrame(gone));
  }

  /** Changes the words: judged by the gate, stored, then told to all but `origin`. Rejects where the store failed. */
  async submit(update: Uint8Array, actor: Actor, origin: unknown = null): Promise<Submission> {
    const allowed = may('edit text', actor);
    if (!allowed.ok) return { state: 'refused', close: notAllowed(allowed.rule) };
    if (!this.#bindClients(update, actor))
      return { state: 'refused', close: notAllowed('client id of another') };
    this.document.ahead.getXmlFragment(ARTICLE_ROOT); // else Yjs holds the root to be of no type yet
    const verdict: Verdict = judge(this.document, update);
    if (verdict.state !== 'accepted') return verdict;
    if (verdict.update !== null) {
      const updates = [{ document: this.document, update: verdict.update }];
      await this.#commits.commit({ updates, origin, writes: [] });
    }
    return { state: 'stored' };
  }

  /**
   * Stages a change of the server's own to the words, to be committed together with what belongs to it; null where nothing
   * changed. The caller has asked the policy.
   */
  stageEdit(change: (fragment: Y.XmlFragment) => void): Change['updates'][number] | null {
    const update = this.document.stage((ahead) =>
      ahead.transact(() => change(ahead.getXmlFragment(ARTICLE_ROOT))),
    );
    return update === null ? null : { document: this.document, update };
  }

  /** Changes the words for the server's own reasons, such as a new title; resolves once it is stored and told. */
  async edit(change: (fragment: Y.XmlFragment) => void): Promise<void> {
    const staged = this.stageEdit(change);
    if (staged !== null)
      await this.#commits.commit({ updates: [staged], origin: null, writes: [] });
  }

  /** Takes in a presence frame; false where it was forged or malformed. */
  takePresence(peer: Peer, update: Uint8Array): boolean {
    const { id, name } = peer.actor;
    const taken = this.#presence.take(peer, update, { id, name, color: personColor(id) });
    if (taken === null) return false;
    const frame = awarenessFrame(taken.told);
    if (!taken.isEmpty) for (const other of this.peers) if (other !== peer) other.send(frame);
    peer.send(awarenessFrame(taken.echo));
    return true;
  }

  sendPresence(peer: Peer): void {
    const present = this.#presence.all();
    if (present !== null) peer.send(awarenessFrame(present));
  }

  /** Tells a peer that asked for it how far all is stored. */
  acknowledge(peer: Peer): void {
    if (peer.rights.acknowledge) peer.send(durableFrame(Y.encodeStateVector(this.document.told)));
  }

  /** The plain text as peers see it, with the way to relative positions. */
  get index(): TextIndex {
    this.#index ??= textIndex(this.document.told.getXmlFragment(ARTICLE_ROOT));
    return this.#index;
  }

  /** The text as a ProseMirror document. By JSON only: the other ways delete from Yjs what doesn't fit. */
  get article(): Node {
    return articleSchema.nodeFromJSON(
      yXmlFragmentToProsemirrorJSON(this.document.told.getXmlFragment(ARTICLE_ROOT)),
    );
  }

  closeAll(): void {
    this.closePeers(() => true, CLOSE.noSuchRoom);
  }

  #tellAll(frame: Uint8Array): void {
    for (const peer of this.peers) peer.send(frame);
  }

  /** Each client id belongs to whom it was first used by; what the room has already may come from anybody. */
  #bindClients(update: Uint8Array, actor: Actor): boolean {
    if (actor.kind !== 'member') return true;
    let ends: Map<number, number>;
    try {
      ends = Y.parseUpdateMeta(update).to;
    } catch {
      return true; // unreadable: the gate says so
    }
    const { store } = this.document.told;
    for (const [client, end] of ends) {
      if (end <= Y.getState(store, client)) continue;
      const owner = this.#owners.get(client);
      if (owner !== undefined && owner !== actor.id) return false;
      this.#owners.set(client, actor.id);
    }
    return true;
  }
}
