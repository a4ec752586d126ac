/** Judges imports against the house (areas.ts). */
import { areaOf, exceptions, keptModules, layers, packageRules } from './areas.ts'
import type { Breach, Import, Source } from './tree.ts'

const within = (path: string, area: string, place: string): boolean =>
  place === area || path === place || path.startsWith(`${place}/`)

/** A computed `import()` may load anything, so only these have one. */
const computedAllowed: Readonly<Record<string, string>> = {
  'gateway/sources/translate.worker.ts': 'loads an adapter by a name from a fixed list',
  'adapters/check/load.ts': 'loads the adapter that is judged, and its kit',
  'adapters/sandbox/goldens.ts': 'loads what each sandbox writes as golden documents, by the names of folders',
}

const agencyOf = (path: string): string => path.split('/').slice(0, 2).join('/')

function refusalOf(source: Source, { target, typeOnly }: Import): string | undefined {
  const from = areaOf(source.path)
  if (from === 'test') return target.startsWith('package:') || target === 'computed' ? undefined : unknownTarget(target)
  if (target === 'computed') return source.path in computedAllowed ? undefined : 'a computed import() may load anything'
  if (target.startsWith('package:')) {
    const name = target.slice('package:'.length)
    const rule = packageRules.find(({ packages }) => packages.test(name))
    return !rule || rule.areas.some((place) => within(source.path, from, place))
      ? undefined
      : `${name} is for ${rule.areas.join(', ')}: ${rule.because}`
  }
  const kept = keptModules.find(({ module }) => module === target)
  if (kept && !typeOnly && !kept.importers.some((place) => within(source.path, from, place)))
    return `${target} is for ${kept.importers.join(', ')}: ${kept.because}`
  const to = areaOf(target)
  if (to.startsWith('agency') && from.startsWith('agency') && agencyOf(source.path) !== agencyOf(target))
    return `${target}: agencies never import each other`
  if (to === from || layers[from]?.may.includes(to)) return undefined
  const allowed = exceptions.some(
    (e) => within(source.path, from, e.from) && within(target, to, e.to) && (typeOnly || !e.typeOnly),
  )
  return allowed
    ? undefined
    : `imports ${target}: ${from} may import ${layers[from]?.may.join(', ') || 'nothing'}, because ${layers[from]?.because}`
}

const unknownTarget = (target: string): string | undefined =>
  areaOf(target) in layers || areaOf(target) === 'package.json' ? undefined : `${target} is no part of the house`

/** Every import of `sources` that the house does not allow. */
export function importBreaches(sources: readonly Source[]): Breach[] {
  return sources.flatMap((source) =>
    source.imports.flatMap((imported) => {
      const what = refusalOf(source, imported)
      return what === undefined ? [] : [{ path: source.path, line: imported.line, what }]
    }),
  )
}

/** Files that import each other in a circle, types included, by their paths: the last is the first again. Undefined when there is none. */
export function importCircle(sources: readonly Source[]): readonly string[] | undefined {
  const left = new Map(sources.map(({ path, imports }) => [path, imports.map(({ target }) => target)]))
  const next = (path: string) => left.get(path)!.find((target) => left.has(target))
  // Whoever imports none of those that are left is in no circle.
  for (let count = -1; count !== left.size; ) {
    count = left.size
    for (const path of left.keys()) if (next(path) === undefined) left.delete(path)
  }
  const way: string[] = []
  for (let [at] = left.keys(); at !== undefined; at = next(at)) {
    const from = way.indexOf(at)
    if (from >= 0) return [...way.slice(from), at]
    way.push(at)
  }
  return undefined
}
