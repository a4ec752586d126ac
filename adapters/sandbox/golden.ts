/**
 * Golden documents of an adapter: what its agency's own system writes of parts of the made-up world, and beside each the form that the
 * oracle of that world has of it. `adapters/<agency>/sandbox/golden.ts` says which; goldens.ts writes them.
 */
import type { CodeListName } from '../../schemas/generated/codes.ts'
import type { IndexPage, RefusedRecord, Translation } from '../sdk/adapter.ts'
import type { TrueFacet } from './matter.ts'
import { type AgencyId, storyNames } from './stories.ts'
import { factsOf, partOf, TODAY } from './world.ts'

export interface GoldenDocument {
  /** Of the files: `<name>.<ending>`, `<name>.shared.json`, `<name>.index.json`. */
  readonly name: string
  readonly ending: string
  readonly bytes: string | Uint8Array
  /** `absent`: the system says that it has no such dossier. */
  readonly shared?: Translation | 'absent'
  readonly index?: IndexPage & { readonly refused?: readonly RefusedRecord[] }
}

/** What `adapters/<agency>/sandbox/golden.ts` exports under the name `goldens`. */
export type Goldens = () => readonly GoldenDocument[]

/**
 * The code that the agency's system writes for a shared one of `list`; undefined where it writes none. `path` is from the translation, with
 * `*` for indexes, `holder` the object there.
 */
export type NativeCode = (list: CodeListName, code: string, path: string, holder: Tree) => string | number | undefined

const SETTING = { seed: 2026, today: TODAY, broken_percent: 0 }

export type Tree = { readonly [name: string]: unknown }
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value)

/** What `agency` holds of a matter of the golden world, by the name of its story or by its number. Throws when it holds nothing of it. */
export function goldenFacet(agency: AgencyId, matter: string | number): TrueFacet {
  const n = typeof matter === 'number' ? matter : storyNames.indexOf(matter)
  const facet = n < 0 ? undefined : partOf(SETTING.seed, factsOf(SETTING, n), agency)
  if (facet === undefined) throw new Error(`${agency} holds nothing of ${matter}`)
  return facet
}

/** Members of `patch` go over those of `value`, item by item in lists; undefined in a list leaves the item, undefined in an object takes the member away. */
export function patched<T>(value: T, patch: unknown): T {
  if (Array.isArray(patch) && Array.isArray(value)) {
    const length = Math.max(value.length, patch.length)
    return Array.from({ length }, (_, i) => (patch[i] === undefined ? value[i] : patched(value[i], patch[i]))) as T
  }
  if (!isTree(patch) || !isTree(value)) return patch as T
  const names = new Set([...Object.keys(value), ...Object.keys(patch)])
  return Object.fromEntries(
    [...names].flatMap((name) => {
      if (!Object.hasOwn(patch, name)) return [[name, value[name]]]
      return patch[name] === undefined ? [] : [[name, patched(value[name], patch[name])]]
    }),
  ) as T
}

const byPath = (a: { path: string }, b: { path: string }): number => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)

const hasValue = (facet: unknown, path: string): boolean =>
  path
    .split('/')
    .slice(1)
    .reduce<unknown>((at, step) => (at as Tree | undefined)?.[step], facet) !== undefined

/**
 * A true facet of which more is known than the world knew: `facet` goes over its own as `patched` says, `absent` and `labels` come beside those it has, by path.
 * What has a value now is absent no longer.
 */
export function enriched(
  truth: TrueFacet,
  more: { readonly facet?: object } & Partial<Omit<Translation, 'facet'>>,
): TrueFacet {
  const { facet: over = {}, labels = [], absent = [], ...rest } = more
  const { translation } = truth
  const facet = patched(translation.facet, over)
  const beside = <T extends { path: string }>(own: readonly T[], others: readonly T[]): readonly T[] =>
    [...own.filter(({ path }) => !others.some((other) => other.path === path)), ...others].sort(byPath)
  return {
    ...truth,
    translation: {
      ...translation,
      ...rest,
      facet,
      labels: beside(translation.labels, labels),
      absent: beside(translation.absent, absent).filter(({ path }) => !hasValue(facet, path)),
    },
  }
}

/** What an adapter leaves of `translation`: the ciphertext of an opaque part stays where it was. */
export function withoutCiphertext(translation: Translation): Translation {
  const { opaque, ...rest } = translation.facet
  if (opaque === undefined) return translation
  return { ...translation, facet: { ...rest, opaque: opaque.map(({ ciphertext: _, ...part }) => part) } }
}

const LIST = /^urn:lienthong:codes:(.+)$/

/** `translation` with the native code beside every shared one, as an adapter gives it. */
export function withNativeCodes(translation: Translation, nativeCode: NativeCode): Translation {
  const beside = ({ system, code }: Tree, path: string, holder: Tree): string | number | undefined => {
    const [, list] = LIST.exec(String(system)) ?? []
    return list === undefined ? undefined : nativeCode(list as CodeListName, String(code), path, holder)
  }
  const inner = (value: unknown, path: string, holder: Tree): unknown => {
    if (Array.isArray(value)) return value.map((item) => inner(item, `${path}/*`, holder))
    if (!isTree(value)) return value
    const native = beside(value, path, holder)
    const members = Object.entries(value).map(([name, of]) => [name, inner(of, `${path}/${name}`, value)])
    return { ...Object.fromEntries(members), ...(native !== undefined && { native: String(native) }) }
  }
  return inner(translation, '', {}) as Translation
}
