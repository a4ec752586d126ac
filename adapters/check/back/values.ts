/** Other values for a place of a translation, each valid by the schema as far as its shape tells: without random numbers, so that a measurement can be repeated. */
import { type CodeListName, codeLists, codeSystem } from '../../../schemas/generated/codes.ts'
import type { Translation } from '../../sdk/adapter.ts'
import { type SharedPlace, valueAt } from './places.ts'

const CODES_MAX = 12
const POOL_MAX = 4
/** From this length on a text is a narrative, which may have lines. */
const LINES_FROM = 1000

const TEXTS = [
  'Đỗ Thị Ửng Ẵm, ấp Vĩnh Lợi, ngõ 7',
  'LÊ THỊ ÁNH NGUYỆT, TỔ ĐỀ XUẤT',
  `"Gạo" & <lúa>; 'nếp', a|b \\ {c} #1`,
  '=1+1; @x',
] as const

/** As long as it may be, so that two that differ at their end alone show what is cut. */
const longest = (lengthMax: number): readonly string[] => {
  const text = 'Vườn rẫy ở ấp Đông. '.repeat(Math.ceil(lengthMax / 20)).slice(0, lengthMax - 1)
  return ['x', 'y'].map((last) => `${text}${last}`)
}

function texts(lengthMax: number): readonly string[] {
  const lines = lengthMax >= LINES_FROM ? ['Dòng một;\nDòng hai\n\n"Dòng" bốn'] : []
  return [...TEXTS, ...lines, ...(lengthMax > 100 ? longest(lengthMax) : [])].map((text) =>
    text.slice(0, lengthMax).trimEnd(),
  )
}

const replaceAt = (text: string, at: number, by: string): string => text.slice(0, at) + by + text.slice(at + by.length)

/** The first and the last digit another one: forms that only digits may vary in. */
function turned(text: string): readonly string[] {
  const digits = [...text.matchAll(/\d/g)].map(({ index }) => index)
  const chosen = new Set([digits[0], digits.at(-1)].filter((at) => at !== undefined))
  return [...chosen].map((at) => replaceAt(text, at, String((Number(text[at]) + 1) % 10)))
}

function dates(partial: boolean, instant: boolean, own: string): readonly string[] {
  const days = ['2026-02-28', '1987-12-31']
  const times = ['2026-03-09T23:59:00+07:00', '2025-11-30T17:05:42+07:00', '2026-01-05T02:15:00Z']
  const hasTime = own.includes('T')
  return [
    ...(instant ? times : []),
    ...(partial || !instant ? days : []),
    ...(partial ? ['2024-02', '1990'] : []),
    // The same day or minute in another precision.
    ...(partial ? [own.slice(0, 7), own.slice(0, 4)] : []),
    ...(hasTime ? [replaceAt(own, 17, '37')] : []),
  ]
}

/** Some of a list, evenly from its first to its last. */
const spread = <T>(items: readonly T[], max: number): readonly T[] =>
  items.length <= max
    ? items
    : Array.from({ length: max }, (_, n) => items[Math.floor((n * (items.length - 1)) / (max - 1))]!)

const lists = Object.keys(codeLists).map((name) => codeSystem(name as CodeListName))

function codes(own: unknown): readonly unknown[] {
  const { system } = own as { readonly system: string }
  const list = lists.find((of) => of.system === system)
  if (list === undefined) return []
  return spread(list.codes, CODES_MAX).map(({ code }) => ({ system, code, version: list.version }))
}

function idsIn(translation: Translation, list: string): readonly unknown[] {
  const items = valueAt(translation, `/facet/${list}`)
  return Array.isArray(items) ? items.map((item) => valueAt(item, '/id')) : []
}

function made({ value, shape }: SharedPlace, translation: Translation): readonly unknown[] {
  switch (shape.is) {
    case 'coded':
      return codes(value)
    case 'flag':
      return [true, false]
    case 'number':
      return [Number(value) + 1, Number(value) * 10 + 1, 0, 1]
    case 'choice':
      return shape.values
    case 'reference':
      return idsIn(translation, shape.list)
    case 'text':
      return shape.pattern ? turned(String(value)) : texts(shape.lengthMax)
    case 'date':
      return dates(shape.partial, shape.instant, String(value))
    default:
      return []
  }
}

/** Without the code of the form that it was seen in. */
const plain = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value
  const { native: _, ...rest } = value as { readonly native?: string }
  return rest
}

/**
 * Values to put in place of a place's own, each once and none of them its own: those of `pool` (seen at the same path), and others that its shape
 * lets. Whether the schema takes them in the whole translation is still to be asked.
 */
export function otherValues(
  place: SharedPlace,
  translation: Translation,
  pool: readonly unknown[],
): readonly unknown[] {
  const { value, shape } = place
  // Ids are local: what another translation has is nobody here.
  const seenElsewhere = shape.is === 'reference' ? [] : pool
  const all = [...seenElsewhere.slice(0, POOL_MAX), ...made(place, translation)].map(plain)
  const seen = new Set([keyOf(plain(value))])
  return all.filter((of) => !seen.has(keyOf(of)) && seen.add(keyOf(of)))
}

const keyOf = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return (value as { readonly code: string }).code
}
