/** Gives hostile values to the validators themselves, and writes how many violations each has. */
import { makeWorld } from '../../../adapters/sandbox/world.ts'
import {
  validateIndexPage,
  validateManifest,
  validateNativeFacet,
  validateTranslation,
} from '../../../schemas/generated/validators.js'

const validators = { validateIndexPage, validateManifest, validateNativeFacet, validateTranslation }

const LEVELS = 100_000
const MEGABYTE = 1024 * 1024

/** Nested around `innermost`, which is nothing that a schema knows. */
function nested(wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = 1
  for (let level = 0; level < LEVELS; level++) value = wrap(value)
  return value
}

const hostile: Readonly<Record<string, () => unknown>> = {
  'nested arrays': () => nested((inner) => [inner]),
  'nested objects': () => nested((inner) => ({ a: inner })),
  'nested facets': () => nested((inner) => ({ facet: inner, report: inner, fields: inner, entries: inner })),
  'a million items': () => new Array(1_000_000).fill({}),
  'many members': () => Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`m${i}`, i])),
  'a long text': () => 'a'.repeat(MEGABYTE),
  'a long path': () => '/~0'.repeat(MEGABYTE / 2),
  'long digits': () => '1'.repeat(MEGABYTE),
  'many surrogates': () => '\ud83d\ude00'.repeat(MEGABYTE / 2),
}

const document = makeWorld({ seed: 3 })
  .matters.flatMap(({ facets }) => Object.values(facets))
  .map(({ translation }) => translation)
  .toSorted((a, b) => JSON.stringify(b).length - JSON.stringify(a).length)[0]!

function places(node: unknown, at: readonly string[] = []): (readonly string[])[] {
  if (typeof node !== 'object' || node === null) return [at]
  return [at, ...Object.entries(node).flatMap(([name, inner]) => places(inner, [...at, name]))]
}
function replaced(node: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value
  const copy = (Array.isArray(node) ? [...node] : { ...(node as object) }) as Record<string, unknown>
  copy[step] = replaced(copy[step], rest, value)
  return copy
}

/** One of each kind: of a list, its first element. */
const everywhere = places(document).filter((at) => at.every((step) => !/^[1-9]/.test(step)))
const told: Record<string, number> = {}
for (const [what, make] of Object.entries(hostile)) {
  const value = make()
  for (const [name, validate] of Object.entries(validators)) told[`${name}: ${what}`] = validate(value).length
  const counts = everywhere.map((at) => validateTranslation(replaced(document, at, value)).length)
  told[`in each of the places: ${what}`] = Math.min(...counts)
  told[`most: ${what}`] = Math.max(...counts)
}
process.stdout.write(JSON.stringify({ places: everywhere.length, told }))
