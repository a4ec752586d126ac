/**
 * Runs the pattern given as an argument, or every pattern of the schemas, against texts of up to a megabyte that fail
 * at their very end: a pattern that takes more than linear time over any of them is never done. Writes how many it ran.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const MEGABYTE = 1024 * 1024

const root = join(import.meta.dirname, '../../../schemas')

function patternsIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return []
  const own = (node as { pattern?: unknown }).pattern
  return [...(typeof own === 'string' ? [own] : []), ...Object.values(node).flatMap(patternsIn)]
}

const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.json') && !path.startsWith('generated'),
)
const given = process.argv[2]
const patterns = given
  ? [given]
  : [...new Set(sources.flatMap((path) => patternsIn(JSON.parse(readFileSync(join(root, path), 'utf8')))))]

/** What patterns are made of: letters, digits, separators, and what stands in the pattern itself. */
const alphabetOf = (pattern: string): string[] => [...new Set(['a', 'A', '0', '-', '/', '~0', 'é', ...pattern])]

for (const pattern of patterns) {
  const compiled = new RegExp(pattern, 'u')
  const letters = alphabetOf(pattern)
  for (const one of letters)
    for (const two of ['', ...letters]) {
      const unit = one + two
      // Of pairs there are many: what is not linear is not done with these either.
      const text = unit.repeat((two === '' ? MEGABYTE : MEGABYTE / 16) / unit.length)
      for (const tail of two === '' ? ['', '\n', '!'] : ['!']) compiled.test(text + tail)
    }
}
process.stdout.write(JSON.stringify(patterns.length))
