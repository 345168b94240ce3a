/** Catalogues as `vite.config.ts` compiles them. */
declare module '*.po' {
  const catalogue: Readonly<
    Record<
      string,
      | string
      | {
          readonly one?: string;
          readonly few?: string;
          readonly many?: string;
          readonly other: string;
        }
    >
  >;
  export default catalogue;
}
