/** Names of marks, however they are written: a system that spells one in another way still says that it is one. */

const folded = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

/** Gives whether a name is one of `names`, case and signs aside (`doMat`, `DO_MAT`, `do-mat`). Letters with other marks are other letters. */
export function namedLike(names: Iterable<string>): (name: string) => boolean {
  const known = new Set([...names].map(folded))
  return (name) => known.has(folded(name))
}
