/** Which functions a server spends its time in, out of a CPU profile. */

/** The part of the inspector's `Profiler.Profile` that is read here. */
export interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: {
      readonly functionName: string;
      readonly url: string;
      readonly lineNumber: number;
    };
    readonly children?: readonly number[];
  }[];
  readonly samples?: readonly number[];
  readonly timeDeltas?: readonly number[];
}

export interface Hot {
  readonly where: string;
  /** Share of the busy time, 0 to 1. */
  readonly share: number;
}

/** The functions with the most time of their own, idle time and the profiler's own left out. */
export function hottest(profile: Profile, count: number): Hot[] {
  const names = namesIn(profile);
  const times = new Map<string, number>();
  profile.samples?.forEach((id, at) => {
    const name = names.get(id) ?? '?';
    times.set(name, (times.get(name) ?? 0) + (profile.timeDeltas?.[at] ?? 0));
  });
  for (const name of times.keys())
    if (name === '(idle)' || name.includes('node:inspector')) times.delete(name);
  const busy = [...times.values()].reduce((sum, time) => sum + time, 0);
  return [...times]
    .map(([where, time]) => ({ where, share: time / busy }))
    .toSorted((one, other) => other.share - one.share)
    .slice(0, count);
}

/** The name of each node; what is built into Node goes by who called it as well. */
function namesIn({ nodes }: Profile): Map<number, string> {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const builtIn = new Set(
    nodes.filter(({ callFrame }) => callFrame.url === '').map(({ id }) => id),
  );
  for (const { id, children = [] } of nodes) {
    for (const child of children) {
      if (builtIn.has(child) && !builtIn.has(id))
        names.set(child, `${names.get(child)} from ${names.get(id)}`);
    }
  }
  return names;
}

function nameOf({ functionName, url, lineNumber }: Profile['nodes'][number]['callFrame']): string {
  const name = functionName === '' ? 'anonymous' : functionName;
  const file = url.replace(/^.*\/node_modules\//, '').replace(/^.*\/dist\//, 'dist/');
  return url === '' ? name : `${name} ${file}:${lineNumber + 1}`;
}
