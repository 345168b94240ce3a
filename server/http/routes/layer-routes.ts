/** Layers of an article. */
import type { Layer } from '../../../shared/article/article.ts';
import type { Actor } from '../../../shared/policy/actor.ts';
import { mayManageLayer } from '../../../shared/policy/layer-permission.ts';
import { may } from '../../../shared/policy/may.ts';
import type { Decision } from '../../../shared/policy/may.ts';
import { done, failed } from '../../../shared/wire/problems.ts';
import type { Result } from '../../../shared/wire/problems.ts';
import { layerRoutes } from '../../../shared/wire/routes/layers.ts';
import type { LayerChange } from '../../../shared/wire/routes/layers.ts';
import type { Parts } from '../parts.ts';
import { presentLayer } from '../present.ts';
import { json, list, NOTHING, outcome, refusal, refuse } from '../answer.ts';
import { RATES } from '../../limits/rates.ts';
import { implement } from '../row.ts';
import type { Row } from '../row.ts';

/** What happens to a private layer isn't in the audit log. The layer of readers' reports can't be deleted. */
export function layerRows(parts: Parts): Row[] {
  return [...listRows(parts), ...oneLayerRows(parts)];
}

function listRows({ layers }: Parts): Row[] {
  return [
    implement(layerRoutes.list, { permission: 'read article' }, async ({ article, actor }) => {
      const readable = await layers.readable(article.id, actor);
      return list(readable.map((layer) => presentLayer(layer, actor)));
    }),
    implement(
      layerRoutes.add,
      {
        rate: RATES.layers,
        permission: 'manage layers',
        audit: { action: 'layer made', keeps: ['name', 'audience'] },
      },
      async ({ article, body, actor }) => {
        const made = await layers.add(article.id, body, actor);
        return outcome(made, (layer) => ({
          ...json(presentLayer(layer, actor)),
          ...unlessOwn(layer),
        }));
      },
    ),
  ];
}

function oneLayerRows({ layers, trash }: Parts): Row[] {
  return [
    implement(
      layerRoutes.change,
      {
        rate: RATES.layers,
        audit: { action: 'layer changed', keeps: ['name', 'audience', 'locked'] },
      },
      async ({ article, params, body, actor }) => {
        const layer = await layers.find(article.id, params.layer, actor);
        if (layer === null) return refuse('not-found');
        const changed = await layers.change(layer.id, body, (now) => mayChange(now, body, actor));
        if (!changed.ok) return refusal(changed.problem);
        return { ...json(presentLayer(changed.value, actor)), ...unlessOwn(changed.value) };
      },
    ),
    implement(
      layerRoutes.delete,
      { rate: RATES.layers, audit: { action: 'layer deleted' } },
      async ({ article, params, actor }) => {
        const layer = await layers.find(article.id, params.layer, actor);
        if (layer === null) return refuse('not-found');
        const managing = allowed(mayManageLayer(layer, actor));
        if (!managing.ok) return refusal(managing.problem);
        if (layer.purpose === 'reports')
          return refuse('conflict', "Readers' reports need their layer.");
        if (!(await trash.takeLayer(layer, actor))) return refuse('not-found');
        return { ...NOTHING, ...unlessOwn(layer) };
      },
    ),
  ];
}

/** What becomes of a layer that is one member's own is not in the audit log. */
function unlessOwn({ audience }: Layer): { audit?: null } {
  return audience === 'private' ? { audit: null } : {};
}

/** What the policy says, and what a layer can't become whoever asks. */
function mayChange(layer: Layer, { audience }: LayerChange, actor: Actor): Result<null> {
  const managing = allowed(mayManageLayer(layer, actor));
  if (!managing.ok) return managing;
  if (audience === 'private' && layer.owner === null)
    return failed('conflict', 'A shared layer can not become private to one member.');
  if (audience === undefined || audience === layer.audience) return done(null);
  if (layer.purpose === 'notes') return failed('conflict', "One's own notes stay private.");
  // What others read is for moderators to say, of one's own layer too.
  return allowed(may('manage layers', actor));
}

function allowed(decision: Decision): Result<null> {
  return decision.ok ? done(null) : failed('not-allowed', undefined, { rule: decision.rule });
}
