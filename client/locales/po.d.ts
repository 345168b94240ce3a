/** Catalogues as `vite.config.ts` compiles them. */
// An ambient module can import its types in no other way.
// oxlint-disable typescript/consistent-type-imports
declare module '*.po' {
  const catalogue: import('../ui/language/catalogue.ts').Catalogue;
  export default catalogue;
  export const facts: import('../ui/language/facts.ts').LanguageFacts | null;
}
