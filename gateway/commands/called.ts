/** What somebody who typed `lienthong …` wants: a command, its usage, or neither, when the words lead nowhere. */

export type Called =
  | { readonly kind: 'run'; readonly words: string; readonly args: readonly string[] }
  /** The usage of these commands was asked for; of all when none is named. */
  | { readonly kind: 'help'; readonly of: readonly string[] }
  /** No such command; `of` are those of its group, and empty when there is none. */
  | { readonly kind: 'unknown'; readonly said: string; readonly of: readonly string[] }

const asksHelp = (args: readonly string[]): boolean =>
  args.slice(0, args.includes('--') ? args.indexOf('--') : args.length).some((arg) => arg === '--help' || arg === '-h')

/** What `args`, the words after `lienthong`, want of the commands `known` ("inbox list"). Verifies no argument of a command. */
export function called(args: readonly string[], known: readonly string[]): Called {
  const helped = args.length === 0 || args[0] === 'help' || asksHelp(args)
  const given = args[0] === 'help' ? args.slice(1) : args
  const words = known.find((of) => of.split(' ').every((word, index) => given[index] === word))
  if (words !== undefined)
    return helped ? { kind: 'help', of: [words] } : { kind: 'run', words, args: given.slice(words.split(' ').length) }
  const [group, second] = given.filter((word) => !word.startsWith('-'))
  if (group === undefined)
    return helped ? { kind: 'help', of: known } : { kind: 'unknown', said: given.join(' '), of: [] }
  const of = known.filter((name) => name.startsWith(`${group} `))
  if (of.length > 0 && helped && second === undefined) return { kind: 'help', of }
  return { kind: 'unknown', said: [group, second].filter((word) => word !== undefined).join(' '), of }
}
