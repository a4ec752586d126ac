/**
 * What an officer must see of a facet, told over again from the schema's files, the registry's files and the law's rules in plain
 * words. Slow, simple, and without a line of the gateway's own code.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const json = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'))

const levels = ['CONG_KHAI', 'NOI_BO', 'HAN_CHE', 'MAT', 'TOI_MAT', 'TUYET_MAT', 'CHUA_XAC_DINH']

interface Label {
  readonly level: string
  readonly tags: readonly string[]
}

export interface Officer {
  readonly clearance: string
  /** Of the agency. */
  readonly tags: readonly string[]
}

/** As the registry's files have the officer `id` of `agency`. */
export function officerOf(agency: string, id: string): Officer {
  const { tags, officers } = json(`policies/participants/${agency}.json`)
  return { tags, clearance: officers.find((officer: { id: string }) => officer.id === id).clearance }
}

interface Property {
  readonly $ref?: string
  readonly items?: { readonly $ref?: string }
  readonly 'x-label': Label
  readonly 'x-mask'?: string
  readonly 'x-id'?: true
}

const propertiesOf = (file: string): [string, Property][] => Object.entries(json(`schemas/case/v1/${file}`).properties)

/** The file of the object that a property holds, alone or in a list. */
function objectIn({ $ref, items }: Property): string | undefined {
  const ref = $ref ?? items?.$ref
  return ref === 'partial-date.json' ? undefined : ref
}

/** What the source gives: content, labels and absences by RFC 6901 pointer. */
export interface Document {
  readonly facet: object & { readonly label: Label }
  readonly labels: readonly { readonly path: string; readonly label: Label }[]
  readonly absent: readonly { readonly path: string; readonly why: string }[]
}

export interface View {
  readonly row: Record<string, unknown>
  /** `pointer reason`, and for absences `pointer why`. */
  readonly withheld: string[]
  readonly masked: string[]
  readonly absent: string[]
  /** With `*` for the elements of a list of objects. */
  readonly released: Set<string>
}

type Verdict = 'released' | 'masked' | 'withheld'

/** The rules of domain.md §4.6 for a caller that holds, resolves or supervises, for the purpose that goes with it. */
function decide({ level, tags }: Label, officer: Officer, resolves: boolean): { verdict: Verdict; reason: string } {
  const rank = levels.indexOf(level)
  const cleared = levels.indexOf(officer.clearance)
  const lacks = (tag: string) => tags.includes(tag) && !officer.tags.includes(tag)
  const no = (reason: string) => ({ verdict: 'withheld' as const, reason })
  if (lacks('NGUOI_CHUA_THANH_NIEN')) return no('minor-protected')
  if (lacks('NGUOI_TO_GIAC') || (tags.includes('NGUOI_TO_GIAC') && !resolves)) return no('reporter-protected')
  if (level === 'CHUA_XAC_DINH') return no('undetermined')
  if (rank >= levels.indexOf('MAT')) return no('state-secret')
  if (rank <= cleared && tags.every((tag) => officer.tags.includes(tag))) return { verdict: 'released', reason: '' }
  const reason = rank > cleared ? 'clearance' : 'handling-tag'
  const basicOnly = tags.length === 1 && tags[0] === 'DLCN_CO_BAN'
  return basicOnly && cleared >= levels.indexOf('NOI_BO') ? { verdict: 'masked', reason } : no(reason)
}

const part: Readonly<Record<string, (value: string) => string>> = {
  initials: (value) =>
    value
      .split(' ')
      .map((word) => `${word[0]}.`)
      .join(' '),
  year: (value) => value.slice(0, 4),
  last3: (value) => value.slice(-3).padStart(value.length, '•'),
}

/** Of `document` what `officer` gets; `resolves`: the caller's agency holds the facet or resolves the matter. */
export function naiveView(document: Document, officer: Officer, resolves: boolean): View {
  const view: View = { row: {}, withheld: [], masked: [], absent: [], released: new Set() }
  /** Every label on the way to `pointer`, the record's first. */
  const labelsOn = (pointer: string): Label[] => [
    document.facet.label,
    ...document.labels
      .filter(({ path }) => path === pointer || pointer.startsWith(`${path}/`))
      .map(({ label }) => label),
  ]
  const absence = (pointer: string) => document.absent.find(({ path }) => path === pointer)?.why
  const emptyAt = (pointer: string) => document.absent.some(({ path }) => path.startsWith(`${pointer}/`))

  function object(file: string, value: Record<string, unknown>, pointer: string): Record<string, unknown> {
    const row: Record<string, unknown> = {}
    for (const [name, property] of propertiesOf(file)) {
      const at = `${pointer}/${name}`
      if (property['x-id']) {
        row[name] = value[name]
        continue
      }
      const all = [property['x-label'], ...labelsOn(at)]
      const level = levels[Math.max(...all.map((label) => levels.indexOf(label.level)))]!
      const { verdict, reason } = decide(
        { level, tags: [...new Set(all.flatMap(({ tags }) => tags))] },
        officer,
        resolves,
      )
      const below = objectIn(property)
      const rule = part[property['x-mask'] ?? 'none']
      if (verdict === 'withheld' || (verdict === 'masked' && !rule)) {
        view.withheld.push(`${at} ${reason}`)
        continue
      }
      const found = value[name]
      if (found === undefined) {
        const why = absence(at)
        if (why !== undefined && verdict === 'released') view.absent.push(`${at} ${why}`)
        else if (below && !property.items && emptyAt(at)) object(below, {}, at)
      } else if (below) {
        row[name] = Array.isArray(found)
          ? found.map((element, n) => object(below, element, `${at}/${n}`))
          : object(below, found as Record<string, unknown>, at)
      } else if (verdict === 'released') {
        row[name] = found
        // A code is one value.
        view.released.add((file === 'coded.json' ? pointer : at).replace(/\/\d+/g, '/*'))
      } else {
        row[name] = rule!(String(found))
        view.masked.push(`${at} ${reason}`)
      }
    }
    return row
  }
  return { ...view, row: object('facet.json', document.facet as never, '') }
}

/** A GraphQL selection of every field of the object in `file`. */
export function everyField(file = 'facet.json'): string {
  const fields = propertiesOf(file).map(([name, property]) => {
    const below = objectIn(property)
    return below ? `${name} ${everyField(below)}` : name
  })
  return `{ ${fields.join(' ')} }`
}
