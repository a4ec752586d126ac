/**
 * Places in words: patterns of native and shared paths. A pattern is a JSON Pointer (RFC 6901) whose step `*` stands for any one step
 * and `**` for any number of them, none included.
 */

const stepsOf = (path: string): readonly string[] => path.split('/').slice(1)

/** Whether the steps from `at` on are what the pattern stands for from `from` on. */
function matches(pattern: readonly string[], steps: readonly string[], from = 0, at = 0): boolean {
  const head = pattern[from]
  if (head === undefined) return at === steps.length
  if (head === '**')
    return matches(pattern, steps, from + 1, at) || (at < steps.length && matches(pattern, steps, from, at + 1))
  return at < steps.length && (head === '*' || head === steps[at]) && matches(pattern, steps, from + 1, at + 1)
}

/** Of a pattern, which is asked of many paths. */
const patterns = new Map<string, readonly string[]>()

function patternSteps(pattern: string): readonly string[] {
  const steps = patterns.get(pattern) ?? stepsOf(pattern)
  patterns.set(pattern, steps)
  return steps
}

/** Whether a path is one that the pattern stands for. */
export const fits = (pattern: string, path: string): boolean =>
  pattern === path || (pattern.includes('*') && matches(patternSteps(pattern), stepsOf(path)))

/** Whether a path is one that the pattern stands for, or below one. */
export const within = (pattern: string, path: string): boolean =>
  fits(pattern, path) || path.startsWith(`${pattern}/`) || (pattern.includes('*') && fits(`${pattern}/**`, path))

/** More places fit a pattern with more wildcards: the least general speaks. */
const generality = (pattern: string): number =>
  stepsOf(pattern).reduce((sum, step) => sum + (step === '**' ? 1000 : step === '*' ? 1 : 0), 0)

/** The patterns that speak of a path: the least general of those that fit. */
export function mostSpecific(patterns: Iterable<string>, path: string): string | undefined {
  let best: string | undefined
  for (const pattern of patterns)
    if (fits(pattern, path) && (best === undefined || generality(pattern) < generality(best))) best = pattern
  return best
}

/** A pointer with `*` for numbers. */
export const generalised = (pointer: string): string => pointer.replace(/\/\d+(?=\/|$)/g, '/*')

/** A name as a step of a pointer. */
export const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1')

/** The scalar leaves of a value (no empty object or array), with their pointers. */
export function* leavesOf(value: unknown, at = ''): Generator<readonly [pointer: string, value: unknown]> {
  if (typeof value !== 'object' || value === null) yield [at, value]
  else for (const [key, inner] of Object.entries(value)) yield* leavesOf(inner, `${at}/${escaped(key)}`)
}
