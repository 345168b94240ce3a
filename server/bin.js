#!/usr/bin/env node
// The command `galley`: builds what is stale where the sources are at hand, then runs what was built.
import { existsSync } from 'node:fs';

const build = new URL('../build.js', import.meta.url);
if (existsSync(build)) {
  const { buildStale } = await import(build.href);
  await buildStale();
}
await import(new URL('../dist/server/main.js', import.meta.url).href);
