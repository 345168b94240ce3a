/** One thing of the server's that an element is about. */
import { html } from 'lit';
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit';
import type { Problem, Result } from '../../shared/wire/problems.ts';
import './galley-problem.ts';
import { t } from './language/translate.ts';

/** Asks when its host is connected, and holds what came. */
export class Loaded<T> implements ReactiveController {
  /** Null until it has come. */
  value: T | null = null;
  /** Why it could not be had; null where it could. */
  problem: Problem | null = null;
  readonly #host: ReactiveControllerHost;
  readonly #ask: () => Promise<Result<T>>;

  constructor(host: ReactiveControllerHost, ask: () => Promise<Result<T>>) {
    this.#host = host;
    this.#ask = ask;
    host.addController(this);
  }

  hostConnected(): void {
    void this.load();
  }

  /** Asks again; what is shown stays until the answer comes. */
  async load(): Promise<void> {
    const answer = await this.#ask();
    this.problem = answer.ok ? null : answer.problem;
    if (answer.ok) this.value = answer.value;
    this.#host.requestUpdate();
  }

  /** Takes what the server answered to a change of it. */
  take(value: T): void {
    this.value = value;
    this.#host.requestUpdate();
  }

  /** What `draw` makes of it, once it is there; before, that it is on its way, or the problem with a button to try again. */
  draw(draw: (value: T) => TemplateResult): TemplateResult {
    if (this.problem !== null) {
      return html`<galley-problem
        .problem=${this.problem}
        @retry-asked=${() => void this.load()}
      ></galley-problem>`;
    }
    if (this.value === null) return html`<p class="hint" role="status">${t('Loading…')}</p>`;
    return draw(this.value);
  }
}
