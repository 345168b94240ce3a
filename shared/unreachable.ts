/** The end of a switch that names all cases: a compile-time error where a case is missing. */
export function unreachable(value: never): never {
  throw new Error(`Nothing handles the case ${JSON.stringify(value)}.`);
}
