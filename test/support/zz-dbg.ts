import { LANGUAGES, paragraphsIn } from '/work/wt/heart/test/support/honest/corpus.ts';
import { World } from '/work/wt/heart/test/support/honest/world.ts';
import { randomFrom } from '/work/wt/heart/test/support/random.ts';
import { resolve } from '/work/wt/heart/shared/anchor/resolve.ts';
import { indexOf } from '/work/wt/heart/test/support/live-text.ts';
const [seed, steps, only, exact] = [Number(process.argv[2]), Number(process.argv[3]), process.argv[4], process.argv[5]];
const world = new World(paragraphsIn(LANGUAGES[seed % 14]!, 40).slice(0, 16), randomFrom(seed), only === '-' ? undefined : only.split(',') as never);
for (const [c, w] of [[15, 1], [15, 2], [15, 3], [10, 8]]) world.annotate(c!, w!);
let was = '';
const th = () => world.threads.filter((t) => t.anchor.exact === exact);
const show = (what: string) => { for (const t of th()) { const r = resolve(indexOf(world.server), t.anchor); const text = world.truth.tagsIn(world.server); const liv = text.flatMap((g, i) => g !== null && t.tags.includes(g) ? [i] : []); const line = JSON.stringify([r.state, r.from, r.to, r.exact.slice(0, 30), 'truth', liv, t.anchor.tie?.runs, t.anchor.tie?.lost]); if (line !== was) console.log(what, line); was = line; } };
show('begin');
for (let s = 0; s < steps; s++) { world.step(); show(`${s} ${world.log.at(-1)}`); }
world.meet(); show('meet');
