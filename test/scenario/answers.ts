/** Answers and log lines in the form in which they can be compared with what a naive view says. */
import type { Test } from 'tap'
import { comparable } from '../../adapters/sandbox/comparable.ts'
import type { PathReason } from '../../gateway/audit/detail.ts'
import type { View } from '../../gateway/development/demo/naive-view.ts'
import { fields } from '../../schemas/generated/fields.ts'

/** The list of the facet whose elements a field of this name refers to. */
const lists = new Map(
  Object.values(fields)
    .flat()
    .flatMap(({ name, ref }) => (ref === undefined ? [] : [[name, ref] as const])),
)
const entityId = /^e-[a-z2-7]{16}$/

/** A copy of `facet` in which every reference is the place of what it refers to: `decisions/1`. */
function placed(facet: Readonly<Record<string, unknown>>, isId: (ref: unknown) => boolean): Record<string, unknown> {
  const place = (list: string, ref: unknown): string => {
    const at = (facet[list] as readonly { id: unknown }[] | undefined)?.findIndex(({ id }) => id === ref)
    return isId(ref) ? `${list}/${at ?? ''}` : `no id: ${ref}`
  }
  const along = (value: unknown, list: string | undefined): unknown => {
    if (Array.isArray(value)) return value.map((element) => along(element, list))
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, along(inner, lists.get(name))]))
    return list === undefined || value === null ? value : place(list, value)
  }
  return along(facet, undefined) as Record<string, unknown>
}

/** An answer's facet with the gateway's own names replaced by what they stand for, each checked for its form. */
function plainly(t: Test, value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((element) => plainly(t, element))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plainly(t, inner, key)]))
  const forms: Readonly<Record<string, RegExp>> = {
    id: entityId,
    pseudonym: /^NB-[A-Z2-7]{8}$/,
    adapter: /^[a-z]+(-[a-z]+)*@[\d.]+#/,
  }
  const form = forms[name]
  if (form && value !== null && !form.test(String(value))) t.fail(`${name} ${value}`)
  return form ? name : value
}

/** The facets of an answer, ready to be compared with a naive view. */
export const facetsOf = (t: Test, facets: unknown[]) =>
  facets.map((facet) => {
    const own = placed(facet as Record<string, unknown>, (ref) => entityId.test(String(ref)))
    const row = plainly(t, comparable(own)) as {
      documents?: { digest?: string }[]
      provenance?: { receivedAt?: string }
    }
    for (const document of row.documents ?? [])
      if (/^hmac-sha256:[A-Za-z0-9_-]{43}$/.test(document.digest ?? '')) document.digest = 'digest'
    if (row.provenance?.receivedAt) row.provenance.receivedAt = 'receivedAt'
    return row
  })
/** A naive view's row, likewise. */
export const withPlainIds = (row: View['row']): unknown =>
  JSON.parse(
    JSON.stringify(
      placed(row, () => true),
      (key, value) => (key === 'id' ? key : value),
    ),
  )

/** `null` is how GraphQL says what REST leaves out. */
export const withoutNull = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(withoutNull)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value).flatMap(([key, inner]) => (inner === null ? [] : [[key, withoutNull(inner)]])),
        )
      : value

interface Denied {
  readonly record: string
  readonly fields: readonly string[]
  readonly reason: string
}
/** `pointer reason` of `meta.withheld` or `meta.masked`. */
export const lines = (denied: readonly Denied[]) =>
  denied.flatMap(({ record, fields, reason }) => fields.map((field) => `${record}${field} ${reason}`)).sort()

/** The pointers that a line of the log stands for: one path, and which elements of its list. */
export function exactly({ path, elements, reason }: PathReason): string[] {
  if (elements === undefined) return [`${path} ${reason}`]
  return elements.split(',').flatMap((range) => {
    const [from = 0, to = from] = range.split('-').map(Number)
    return Array.from({ length: to - from + 1 }, (_, n) => `${path.replace('*', String(from + n))} ${reason}`)
  })
}
