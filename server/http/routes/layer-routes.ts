/** Layers of an article. */
import type { Layer } from '../../../shared/article/article.ts';
import type { Actor } from '../../../shared/policy/actor.ts';
import { may, mayManageLayer } from '../../../shared/policy/decide.ts';
import type { Decision } from '../../../shared/policy/decide.ts';
import { done, failed } from '../../../shared/wire/problems.ts';
import type { Result } from '../../../shared/wire/problems.ts';
import { LayerChange, NewLayer } from '../../../shared/wire/routes/layers.ts';
import type { Parts } from '../parts.ts';
import { presentLayer } from '../present.ts';
import { json, outcome, refuse } from '../respond.ts';
import { memberRoute } from '../route.ts';
import type { Route } from '../route.ts';

const MANY = '/api/articles/:id/layers';
const ONE = '/api/articles/:id/layers/:layer';

export function layerRoutes(parts: Parts): Route[] {
  return [...listRoutes(parts), ...oneLayerRoutes(parts)];
}

function listRoutes({ articles, layers }: Parts): Route[] {
  return [
    memberRoute(
      {
        method: 'GET',
        path: MANY,
        summary: 'The layers that one may read',
        permission: 'read article',
      },
      async ({ params, actor }) => {
        const article = await articles.find(params['id'] ?? '');
        if (article === null) return refuse('not-found');
        const readable = await layers.readable(article.id, actor);
        return json({ items: readable.map((layer) => presentLayer(layer, actor)), next: null });
      },
    ),
    memberRoute(
      {
        method: 'POST',
        path: MANY,
        summary: 'Make a layer',
        permission: 'manage layers',
        body: NewLayer,
        audit: { action: 'layer made', keeps: ['name', 'audience'] },
      },
      async ({ params, body, actor }) => {
        const article = await articles.find(params['id'] ?? '');
        if (article === null) return refuse('not-found');
        const made = await layers.add(article.id, body, actor);
        return { ...json(presentLayer(made, actor), 201), ...unlessOwn(made) };
      },
    ),
  ];
}

function oneLayerRoutes({ layers }: Parts): Route[] {
  return [
    memberRoute(
      {
        method: 'PATCH',
        path: ONE,
        summary: 'Rename, recolour, lock a layer, set who reads it',
        body: LayerChange,
        audit: { action: 'layer changed', keeps: ['name', 'audience', 'locked'] },
      },
      async ({ params, body, actor }) => {
        const layer = await layers.find(params['id'] ?? '', params['layer'] ?? '', actor);
        if (layer === null) return refuse('not-found');
        const changed = await layers.change(layer.id, body, (now) => mayChange(now, body, actor));
        if (!changed.ok) return outcome(changed, json);
        return { ...json(presentLayer(changed.value, actor)), ...unlessOwn(changed.value) };
      },
    ),
    memberRoute(
      {
        method: 'DELETE',
        path: ONE,
        summary: 'Delete a layer with its annotations',
        audit: { action: 'layer deleted' },
      },
      async ({ params, actor }) => {
        const layer = await layers.find(params['id'] ?? '', params['layer'] ?? '', actor);
        if (layer === null) return refuse('not-found');
        const managing = allowed(mayManageLayer(layer, actor));
        if (!managing.ok) return outcome(managing, json);
        if (layer.purpose === 'reports')
          return refuse('conflict', "Readers' reports need their layer.");
        await layers.delete(layer);
        return { kind: 'nothing', ...unlessOwn(layer) };
      },
    ),
  ];
}

/** What becomes of a layer that is one member's own is not in the audit log. */
function unlessOwn({ audience }: Layer): { noted?: null } {
  return audience === 'private' ? { noted: null } : {};
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
