/** A clock for tests that ask more often than a person may. */

/** A second passes with each look at it, so that nobody is refused for asking too often. */
export function hurriedTime(): () => Date {
  let now = Date.now();
  return () => new Date((now += 1000));
}
