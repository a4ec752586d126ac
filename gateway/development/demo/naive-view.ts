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
  /** Of the system through which the officer asks. */
  readonly roles: readonly string[]
}

/** As the registry's files have the officer `id` of `agency`; without `purpose`, for the first of the officer's own. */
export function officerOf(agency: string, id: string, purpose?: string): Officer {
  const { code, tags, officers, systems } = json(`policies/participants/${agency}.json`)
  const { clearance, purposes } = officers.find((officer: { id: string }) => officer.id === id)
  return { agency, code, tags, clearance, purpose: purpose ?? purposes[0], roles: systems[0].roles }
}

/** Whether the list of purposes lets the agency look at case data for this one. */
function mayState({ agency, purpose }: Officer): boolean {
  const purposes: { id: string; agencies: string[]; relations: string[] }[] = json('policies/purposes.json')
  return purposes.some(
    ({ id, agencies, relations }) => id === purpose && agencies.includes(agency) && relations.length > 0,
  )
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
  readonly facet: object & { readonly label: Label }
  readonly labels: readonly { readonly path: string; readonly label: Label }[]
  readonly absent: readonly { readonly path: string; readonly why: string }[]
  /** Its holder has sealed it. */
  readonly sealed?: boolean
  /** Pointers to the parts in cipher that are addressed to the officer's agency, which has a channel for them. */
  readonly addressed?: readonly string[]
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
  inspecting: 'TIEN_HANH_THANH_TRA', // Law 84/2025/QH15
}

/** Who alone may have what is so marked, besides needing the tag; for minors whoever has the tag. */
const keepersOf: Readonly<Record<string, readonly string[]>> = {
  NGUOI_TO_GIAC: ['holder', 'resolver'], // Law 25/2018/QH14 Art. 8
  BAO_VE_NHAN_CHUNG: ['holder', 'resolver', 'supervising'], // BLTTHS Art. 484 to 490
  CAN_BO_QUAN_LY: ['holder', 'resolver', 'supervising', 'inspecting'],
}

const protectedTags = ['NGUOI_CHUA_THANH_NIEN', ...Object.keys(keepersOf)]

/** May the officer learn that there is this part of the dossier? Nobody is told of what its holder conceals. */
export function naiveKnows(officer: Officer, relations: readonly string[], conceal: boolean): boolean {
  if (!officer.roles.includes('exchange') || !mayState(officer) || relations.length === 0) return false
  return !conceal || relations.includes('holder')
}

/**
 * What the law gives of something labelled `label` to an officer whose agency stands in `relations` to its facet. `sealed`: the
 * facet is. `addressed`: it is part of a cipher text addressed to the officer's agency, which has an approved channel.
 */
export function naiveVerdict(
  { level, tags }: Label,
  officer: Officer,
  relations: readonly string[],
  { sealed = false, addressed = false } = {},
): Verdict {
  const rank = levels.indexOf(level)
  const cleared = levels.indexOf(officer.clearance)
  const [internal, restricted, secret] = [1, 2, 3]
  const lacks = (tag: string) => tags.includes(tag) && !officer.tags.includes(tag)
  const kept = (tag: string) => keepersOf[tag] && !relations.some((relation) => keepersOf[tag]!.includes(relation))
  const no = (reason: string): Verdict => ({ verdict: 'withheld', reason })
  const yes: Verdict = { verdict: 'released', reason: '' }

  // Nobody below comes past these.
  if (!officer.roles.includes('exchange')) return no('system-role')
  if (!mayState(officer)) return no('purpose')
  if (sealed && !relations.includes('holder')) return no('holder-only')
  if (level === 'CHUA_XAC_DINH') return no('undetermined')
  if (rank >= secret && !addressed) return no('state-secret')
  if (protectedTags.some((tag) => tags.includes(tag) && (lacks(tag) || kept(tag)))) return no('handling-tag')

  // Whoever holds it, or works on the matter, reads up to the officer's clearance, and basic personal data in part below it.
  const works = relations.some((relation) => relation === 'holder' || taskOf[relation] === officer.purpose)
  if (works && rank <= cleared && !tags.some(lacks)) return yes
  // Whoever passed the matter on is told how it goes: nothing restricted, and of nobody. An inspection is another task.
  const follows = relations.includes('originator') && officer.purpose !== 'TIEN_HANH_THANH_TRA'
  if (follows && rank <= Math.min(internal, cleared) && tags.length === 0) return yes
  // What only its recipient can open is for the recipient's officers of the highest clearance.
  if (rank >= secret && (works || follows) && cleared >= restricted && !tags.some(lacks)) return yes

  const reason = rank > cleared ? 'clearance' : tags.some(lacks) ? 'handling-tag' : 'purpose'
  const basicOnly = tags.length === 1 && tags[0] === 'DLCN_CO_BAN'
  return works && basicOnly && rank <= restricted && cleared >= internal ? { verdict: 'masked', reason } : no(reason)
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

/** Of several reasons, about the asker before about the record before about the field. */
const order = 'system-role purpose concealed holder-only undetermined state-secret handling-tag clearance'.split(' ')

const freedom: readonly Verdict['verdict'][] = ['withheld', 'masked', 'released']
const free: Verdict = { verdict: 'released', reason: '' }

const part: Readonly<Record<string, (value: string) => string>> = {
  initials: (value) =>
    value
      .split(' ')
      .map((word) => `${word[0]}.`)
      .join(' '),
  year: (value) => value.slice(0, 4),
  last3: (value) => value.slice(-3).padStart(value.length, '•'),
}

type Row = Record<string, never>
type Placed = { readonly path: string; readonly label: Label }
const rowsOf = (facet: object, list: string): Row[] => (facet as Record<string, Row[]>)[list] ?? []

/** Of somebody born `born`, whether the eighteenth birthday may still have been to come on `day`; months and days may be unknown. */
function maybeUnderAge(born: string, day: string): boolean {
  const known = Math.min(born.length, day.length)
  const birthday = `${Number(born.slice(0, 4)) + 18}${born.slice(4)}`.slice(0, known)
  return known === 10 ? day < birthday : day.slice(0, known) <= birthday
}

/**
 * What protects a person protects the whole person, and every charge and sentence of the person: what the source put on it, and that
 * somebody is a minor (Law 59/2024/QH15), which a birth date tells even where the source does not.
 */
function ofPersons({ facet, labels }: Document, minor: Label): Placed[] {
  const report = (facet as { report?: { occurredAt?: string; receivedAt?: string } }).report ?? {}
  const days = [report.occurredAt, report.receivedAt].flatMap((day) => (day === undefined ? [] : [day.slice(0, 10)]))
  const minors = (list: string, birthOf: (row: Row) => string | undefined): Placed[] =>
    rowsOf(facet, list).flatMap((row, n) => {
      const born = birthOf(row)
      const young = born !== undefined && days.some((day) => maybeUnderAge(born, day))
      return row.minor === true || young ? [{ path: `/${list}/${n}`, label: minor }] : []
    })
  const marked = [
    ...labels,
    ...minors('participants', ({ person }) => (person as { birth?: string } | undefined)?.birth),
    ...minors('reporters', ({ birth }) => birth),
  ]
  const persons = ['participants', 'reporters'].flatMap((list) =>
    rowsOf(facet, list).flatMap((row, n) =>
      marked.flatMap(({ path, label: { level, tags } }) => {
        const at = `/${list}/${n}`
        const whole = path === at || path === `/${list}`
        const own = tags.filter((tag) => ['NGUOI_CHUA_THANH_NIEN', 'BAO_VE_NHAN_CHUNG'].includes(tag))
        if (!whole && !path.startsWith(`${at}/`)) return []
        return [{ path: at, id: row.id, label: whole ? { level, tags } : { level: 'CONG_KHAI', tags: own } }]
      }),
    ),
  )
  const labelsOf = (id: unknown) =>
    persons.filter((person) => person.id === id && person.path.startsWith('/participants'))
  const charges = rowsOf(facet, 'charges').flatMap(({ accused }, n) =>
    labelsOf(accused).map(({ label }) => ({ path: `/charges/${n}`, label })),
  )
  const sentences = rowsOf(facet, 'judgments').flatMap((judgment, n) =>
    rowsOf(judgment, 'sentences').flatMap(({ convicted }, m) =>
      labelsOf(convicted).map(({ label }) => ({ path: `/judgments/${n}/sentences/${m}`, label })),
    ),
  )
  return [...persons, ...charges, ...sentences]
}

/** A level of state secrets counts only with who determined it. */
function undetermined(facet: object): Placed[] {
  const label: Label = { level: 'CHUA_XAC_DINH', tags: [] }
  const secret = ['MAT', 'TOI_MAT', 'TUYET_MAT']
  return [
    ...rowsOf(facet, 'custody').flatMap(({ level }, n) =>
      secret.includes(level!) ? [{ path: `/custody/${n}`, label }] : [],
    ),
    ...rowsOf(facet, 'opaque').flatMap(({ determinedBy }, n) =>
      determinedBy === undefined ? [{ path: `/opaque/${n}`, label }] : [],
    ),
  ]
}

/** Why a case was suspended may tell that somebody is ill, why none was started that somebody is a child. */
const grounds: Readonly<Record<string, string>> = {
  KKT_3: 'NGUOI_CHUA_THANH_NIEN', // BLTTHS Art. 157(3)
  TDC_229_1_B: 'DLCN_NHAY_CAM',
  TDC_247_1_A: 'DLCN_NHAY_CAM',
  TDC_281_1_A: 'DLCN_NHAY_CAM',
}

function toldByGrounds(facet: object): Placed[] {
  const told = (place: string, names: readonly string[], codes: readonly { code: string }[]) =>
    codes.flatMap(({ code }) => {
      const tag = grounds[code]
      const label = { level: 'HAN_CHE', tags: tag === undefined ? [] : [tag] }
      return tag === undefined ? [] : names.map((name) => ({ path: `${place}/${name}`, label }))
    })
  return [
    ...rowsOf(facet, 'decisions').flatMap((row, n) =>
      told(`/decisions/${n}`, ['grounds', 'ground', 'legalBasis'], row.grounds ?? []),
    ),
    ...rowsOf(facet, 'suspensions').flatMap((row, n) =>
      told(`/suspensions/${n}`, ['ground', 'limitationOn'], row.ground ? [row.ground] : []),
    ),
  ]
}

/** Of `document` what `officer` gets, whose agency stands in `relations` to it. Whether it may be known at all is not asked here. */
export function naiveView(document: Document, officer: Officer, relations: readonly string[]): View {
  const view: View = { row: {}, withheld: [], masked: [], absent: [], released: new Set() }
  const fieldLabel = (name: string): Label => json('schemas/labels.json').labels[name]
  const protectedParts = [
    ...undetermined(document.facet),
    ...toldByGrounds(document.facet),
    ...ofPersons(document, fieldLabel('minor')),
  ]
  /** Every label on the way to `pointer`, the record's first. */
  const labelsOn = (pointer: string): Label[] => [
    document.facet.label,
    ...[...document.labels, ...protectedParts]
      .filter(({ path }) => path === pointer || pointer.startsWith(`${path}/`))
      .map(({ label }) => label),
  ]
  const { sealed = false } = document
  const asked = nothingLeft('facet.json', free, [document.facet.label], false) === undefined
  const absent = asked ? document.absent : []
  const absence = (pointer: string) => absent.find(({ path }) => path === pointer)?.why
  const emptyAt = (pointer: string) => absent.some(({ path }) => path.startsWith(`${pointer}/`))

  /** `above`: the verdict on what it stands in. Nothing is given more freely than that. */
  function verdictOn(labels: readonly Label[], above: Verdict, addressed: boolean): Verdict {
    const level = levels[Math.max(...labels.map((label) => levels.indexOf(label.level)))]!
    const label = { level, tags: [...new Set(labels.flatMap(({ tags }) => tags))] }
    const own = naiveVerdict(label, officer, relations, { sealed, addressed })
    const verdict = freedom.indexOf(own.verdict) < freedom.indexOf(above.verdict) ? own.verdict : above.verdict
    return { verdict, reason: own.reason || above.reason }
  }

  /** Why nothing would be left of an object that is given as far as `above`; undefined when something would be. */
  function nothingLeft(file: string, above: Verdict, labels: readonly Label[], addressed: boolean): string | undefined {
    const why: string[] = []
    for (const [name, property] of propertiesOf(file)) {
      if (property['x-id']) {
        // Of what is given in part, its id tells no more than that it is there; that of the record itself is known.
        if (above.verdict === 'released' && file !== 'facet.json') return undefined
        continue
      }
      const toUs = addressed || (name === 'opaque' && (document.addressed ?? []).length > 0)
      const on = verdictOn([fieldLabel(property['x-label']), ...labels], above, addressed)
      const below = objectIn(property)
      const inside = below && on.verdict !== 'withheld' ? nothingLeft(below, on, labels, toUs) : on.reason
      const shows = below ? inside === undefined : on.verdict === 'released' || part[property['x-mask'] ?? 'none']
      if (on.verdict !== 'withheld' && shows) return undefined
      why.push(on.verdict === 'released' ? inside! : on.reason)
    }
    return above.verdict === 'masked' ? above.reason : order.find((reason) => why.includes(reason))
  }

  function object(
    file: string,
    value: Record<string, unknown>,
    pointer: string,
    above: Verdict = free,
  ): Record<string, unknown> {
    const row: Record<string, unknown> = {}
    for (const [name, property] of propertiesOf(file)) {
      const at = `${pointer}/${name}`
      if (property['x-id']) {
        row[name] = value[name]
        continue
      }
      const addressed = document.addressed?.some((path) => at.startsWith(`${path}/`)) ?? false
      const { verdict, reason } = verdictOn([fieldLabel(property['x-label']), ...labelsOn(at)], above, addressed)
      const below = objectIn(property)
      const rule = part[property['x-mask'] ?? 'none']
      if (verdict === 'withheld' || (verdict === 'masked' && !rule && !below)) {
        view.withheld.push(`${at} ${reason}`)
        continue
      }
      const found = value[name]
      if (found === undefined) {
        const why = absence(at)
        const denied = below && nothingLeft(below, { verdict, reason }, labelsOn(at), addressed)
        if (why !== undefined && verdict === 'released') view.absent.push(`${at} ${why}`)
        else if (denied !== undefined) view.withheld.push(`${at} ${denied}`)
        else if (below && !property.items && emptyAt(at)) object(below, {}, at, { verdict, reason })
      } else if (below) {
        row[name] = Array.isArray(found)
          ? found.map((element, n) => object(below, element, `${at}/${n}`, { verdict, reason }))
          : object(below, found as Record<string, unknown>, at, { verdict, reason })
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
  const { id, agency } = document.facet as Record<string, unknown>
  // What can't be given is not asked for: then nobody knows what there is.
  return { ...view, row: object('facet.json', asked ? (document.facet as never) : { id, agency }, '') }
}

/** A GraphQL selection of every field of the object in `file`. */
export function everyField(file = 'facet.json'): string {
  const fields = propertiesOf(file).map(([name, property]) => {
    const below = objectIn(property)
    return below ? `${name} ${everyField(below)}` : name
  })
  return `{ ${fields.join(' ')} }`
}
