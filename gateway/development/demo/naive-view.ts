/**
 * What an officer must see of a facet, told over again from the schema's files, the registry's files and the law's rules in plain
 * words. Slow, simple, and without a line of the gateway's own code.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../../..')
const files = new Map<string, ReturnType<typeof JSON.parse>>()

function json(path: string) {
  if (!files.has(path)) files.set(path, JSON.parse(readFileSync(join(root, path), 'utf8')))
  return files.get(path)
}

const levels = ['CONG_KHAI', 'NOI_BO', 'HAN_CHE', 'MAT', 'TOI_MAT', 'TUYET_MAT', 'CHUA_XAC_DINH']

interface Label {
  readonly level: string
  readonly tags: readonly string[]
}

export interface Officer {
  /** Registry id of the agency, and its code in the shared list. */
  readonly agency: string
  readonly code: string
  readonly clearance: string
  /** Of the agency. */
  readonly tags: readonly string[]
  readonly purpose: string
}

/** As the registry's files have the officer `id` of `agency`; without `purpose`, for the first of the officer's own. */
export function officerOf(agency: string, id: string, purpose?: string): Officer {
  const { code, tags, officers } = json(`policies/participants/${agency}.json`)
  const { clearance, purposes } = officers.find((officer: { id: string }) => officer.id === id)
  return { agency, code, tags, clearance, purpose: purpose ?? purposes[0] }
}

/** Whether the list of purposes lets the agency look at case data for this one. */
function mayState({ agency, purpose }: Officer): boolean {
  const purposes: { id: string; agencies: string[]; actions: string[] }[] = json('policies/purposes.json')
  return purposes.some(({ id, agencies, actions }) => id === purpose && agencies.includes(agency) && actions.length > 0)
}

interface Property {
  readonly $ref?: string
  readonly items?: { readonly $ref?: string }
  /** Name in labels.json. */
  readonly 'x-label': string
  readonly 'x-mask'?: string
  readonly 'x-id'?: true
}

const propertiesOf = (file: string): [string, Property][] => Object.entries(json(`schemas/case/v1/${file}`).properties)

/** The file of the object that a property holds, alone or in a list. */
function objectIn({ $ref, items }: Property): string | undefined {
  const ref = $ref ?? items?.$ref
  return ref === undefined || json(`schemas/case/v1/${ref}`).type === 'string' ? undefined : ref
}

/** What the source gives: content, labels and absences by RFC 6901 pointer. */
export interface Document {
  readonly facet: object & { readonly label: Label; readonly participants?: readonly { readonly minor?: boolean }[] }
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

export interface Verdict {
  readonly verdict: 'released' | 'masked' | 'withheld'
  /** Why not in full; empty when released. */
  readonly reason: string
}

/** A relation to another agency's facet opens it for the one task that the law ties to the relation. */
const taskOf: Readonly<Record<string, string>> = {
  resolver: 'GIAI_QUYET_NGUON_TIN', // BLTTHS Art. 145, 147
  supervising: 'KIEM_SAT_NGUON_TIN', // BLTTHS Art. 159, 160
  adjudicating: 'XET_XU_VU_AN', // BLTTHS Art. 276, 277
}

/** What the law gives of something labelled `label` to an officer whose agency stands in `relations` to its facet. */
export function naiveVerdict({ level, tags }: Label, officer: Officer, relations: readonly string[]): Verdict {
  const rank = levels.indexOf(level)
  const cleared = levels.indexOf(officer.clearance)
  const lacks = (tag: string) => tags.includes(tag) && !officer.tags.includes(tag)
  const no = (reason: string): Verdict => ({ verdict: 'withheld', reason })

  // Nobody below comes past these.
  if (lacks('NGUOI_CHUA_THANH_NIEN')) return no('minor-protected')
  if (!mayState(officer)) return no('purpose')
  const keepsReporters = relations.includes('holder') || relations.includes('resolver')
  if (tags.includes('NGUOI_TO_GIAC') && (lacks('NGUOI_TO_GIAC') || !keepsReporters)) return no('reporter-protected')
  if (level === 'CHUA_XAC_DINH') return no('undetermined')
  if (rank >= levels.indexOf('MAT')) return no('state-secret')

  // Whoever holds it, or works on the matter, reads up to the officer's clearance, and basic personal data in part below it.
  const works = relations.some((relation) => relation === 'holder' || taskOf[relation] === officer.purpose)
  if (works && rank <= cleared && !tags.some(lacks)) return { verdict: 'released', reason: '' }
  // Whoever passed the matter on is told how it goes: nothing restricted, and of nobody.
  const internal = levels.indexOf('NOI_BO')
  if (relations.includes('originator') && rank <= Math.min(internal, cleared) && tags.length === 0)
    return { verdict: 'released', reason: '' }

  const reason = rank > cleared ? 'clearance' : tags.some(lacks) ? 'handling-tag' : 'purpose'
  const basicOnly = tags.length === 1 && tags[0] === 'DLCN_CO_BAN'
  return works && basicOnly && cleared >= internal ? { verdict: 'masked', reason } : no(reason)
}

/** A row of the index, as far as relations rest on it. */
export interface IndexRow {
  readonly identifiers: readonly { readonly value: string }[]
  readonly resolves: boolean
  readonly confirms?: readonly { readonly relation: string; readonly agency: string }[]
}

/**
 * What `asker` is to the part of a dossier that `holder` holds: its holder; or who resolves the matter, when its own row says so and
 * shares a number with that part; and whatever the holder's record names it as. `parts`: the dossier's, by the agency that holds each.
 */
export function naiveRelations(
  asker: Pick<Officer, 'agency' | 'code'>,
  holder: string,
  parts: ReadonlyMap<string, { readonly index: IndexRow }>,
): string[] {
  if (asker.agency === holder) return ['holder']
  const there = parts.get(holder)!.index
  const own = parts.get(asker.agency)?.index
  const numbers = there.identifiers.map(({ value }) => value.normalize('NFC'))
  const tied = own?.identifiers.some(({ value }) => numbers.includes(value.normalize('NFC')))
  const named = (there.confirms ?? []).filter(({ agency }) => agency === asker.code).map(({ relation }) => relation)
  return [...new Set([...(own?.resolves && tied ? ['resolver'] : []), ...named])]
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

/** Of `document` what `officer` gets, whose agency stands in `relations` to it. Whether it may be known at all is not asked here. */
export function naiveView(document: Document, officer: Officer, relations: readonly string[]): View {
  const view: View = { row: {}, withheld: [], masked: [], absent: [], released: new Set() }
  const fieldLabel = (name: string): Label => json('schemas/labels.json').labels[name]
  /** Law 59/2024/QH15 protects whoever is a minor, whether or not the source marked the person. */
  const minors = (document.facet.participants ?? []).flatMap(({ minor }, n) =>
    minor === true ? [{ path: `/participants/${n}`, label: fieldLabel('minor') }] : [],
  )
  /** Every label on the way to `pointer`, the record's first. */
  const labelsOn = (pointer: string): Label[] => [
    document.facet.label,
    ...[...document.labels, ...minors]
      .filter(({ path }) => path === pointer || pointer.startsWith(`${path}/`))
      .map(({ label }) => label),
  ]
  const absence = (pointer: string) => document.absent.find(({ path }) => path === pointer)?.why
  const emptyAt = (pointer: string) => document.absent.some(({ path }) => path.startsWith(`${pointer}/`))

  /** `around`: default labels of the objects in which this one stands. */
  function object(
    file: string,
    value: Record<string, unknown>,
    pointer: string,
    around: readonly Label[] = [],
  ): Record<string, unknown> {
    const row: Record<string, unknown> = {}
    for (const [name, property] of propertiesOf(file)) {
      const at = `${pointer}/${name}`
      if (property['x-id']) {
        row[name] = value[name]
        continue
      }
      const own = [...around, fieldLabel(property['x-label'])]
      const all: Label[] = [...own, ...labelsOn(at)]
      const level = levels[Math.max(...all.map((label) => levels.indexOf(label.level)))]!
      const label = { level, tags: [...new Set(all.flatMap(({ tags }) => tags))] }
      const { verdict, reason } = naiveVerdict(label, officer, relations)
      const below = objectIn(property)
      const rule = part[property['x-mask'] ?? 'none']
      if (verdict === 'withheld' || (verdict === 'masked' && !rule && !below)) {
        view.withheld.push(`${at} ${reason}`)
        continue
      }
      const found = value[name]
      if (found === undefined) {
        const why = absence(at)
        if (why !== undefined && verdict === 'released') view.absent.push(`${at} ${why}`)
        else if (below && !property.items && emptyAt(at)) object(below, {}, at, own)
      } else if (below) {
        row[name] = Array.isArray(found)
          ? found.map((element, n) => object(below, element, `${at}/${n}`, own))
          : object(below, found as Record<string, unknown>, at, own)
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
