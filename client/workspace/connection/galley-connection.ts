/** Whether one's changes are safe, in a word or two. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Cloud, CloudAlert, CloudOff, CloudUpload } from 'lucide';
import type { IconNode } from 'lucide';
import { connectionWords } from './text-connection-state.ts';
import type { ConnectionState } from './text-connection-state.ts';
import './galley-connection.css';
import { icon } from '../../ui/icon.ts';
import { LightElement } from '../../ui/light-element.ts';

const PICTURES: Readonly<Record<ConnectionState['state'], IconNode>> = {
  connecting: CloudUpload,
  saving: CloudUpload,
  saved: Cloud,
  offline: CloudOff,
  closed: CloudAlert,
};

/** The state of the connection, as a picture and in words. */
@customElement('galley-connection')
export class GalleyConnection extends LightElement {
  /** Of the text and the notes. */
  @property({ attribute: false }) connection: ConnectionState = { state: 'connecting' };

  override render(): TemplateResult {
    const { state } = this.connection;
    return html`<span class="words" data-state=${state}
      >${icon(PICTURES[state])}<span>${connectionWords(this.connection)}</span></span
    >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'galley-connection': GalleyConnection;
  }
}
