/** Catalogues as `vite.config.ts` compiles them. */
declare module '*.po' {
  const catalogue: import('../ui/language/catalogue.ts').Catalogue;
  export default catalogue;
  export const facts: import('../ui/language/facts.ts').LanguageFacts | null;
}
