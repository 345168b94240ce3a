import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';
import { compileCatalogue } from './client/locales/compile.ts';
import { takeFacts } from './client/locales/take-facts.ts';

const client = fileURLToPath(new URL('client/', import.meta.url));

/** Catalogues of translations, each a chunk of its own: `client/locales/ru.po` is that of Russian. */
const catalogues: Plugin = {
  name: 'galley-catalogues',
  transform(file, id) {
    if (!id.endsWith('.po')) return null;
    const tag = basename(id, '.po');
    // Parsed faster than an object literal of this size.
    const read = (value: unknown) => `JSON.parse(${JSON.stringify(JSON.stringify(value))})`;
    const catalogue = read(compileCatalogue(file, tag));
    const code = `export default ${catalogue};\nexport const facts = ${read(takeFacts(tag))};`;
    return { code, map: null };
  },
};

export default defineConfig({
  root: client,
  plugins: [catalogues],
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    manifest: true,
    // `build.js` has a bound of its own, on what the workspace loads.
    chunkSizeWarningLimit: 4096,
    target: 'es2023',
    // Browsers that know `:dir()` and `light-dark()`: for older ones the first would be replaced by a list of languages,
    // which takes English words in a Hebrew article for Hebrew ones.
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    rollupOptions: { input: { main: `${client}index.html`, reader: `${client}reader/main.ts` } },
  },
  // Else a page that is opened first after the start finds its packages late and reloads.
  optimizeDeps: { entries: ['index.html', '*/*-page.ts', 'reader/main.ts'] },
  // The decorators are the legacy ones; oxc doesn't lower the standard ones.
  oxc: {
    decorator: { legacy: true },
    assumptions: { setPublicClassFields: true },
    typescript: { removeClassFieldsWithoutInitializer: true },
  },
});
