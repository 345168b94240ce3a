/** Who may bring something back from the trash, or delete it for good: whoever could delete it. */
import type { Person } from '../../shared/policy/actor.ts';
import { mayManageLayer, mayReadLayer } from '../../shared/policy/layer-permission.ts';
import { may } from '../../shared/policy/may.ts';
import { withEffectiveRole, withGrant } from '../accounts/effective-role.ts';
import type { Catalogue, Trashed } from '../storage/catalogue.ts';

/** A layer whose article is in the trash as well waits for that; what is being taken out for good is nobody's any more. */
export async function mayRestore(
  { what, article, isGoing, rows }: Trashed,
  person: Person,
  catalogue: Catalogue,
): Promise<boolean> {
  if (isGoing || person.kind !== 'member') return false;
  if (what === 'article') {
    const grant = rows.grants.find(({ member }) => member === person.id) ?? null;
    return may('delete article', withGrant(person, grant)).ok;
  }
  const actor = await withEffectiveRole(person, article, catalogue);
  return (
    actor !== null &&
    rows.layers.every((layer) => mayReadLayer(layer, actor) && mayManageLayer(layer, actor).ok)
  );
}
