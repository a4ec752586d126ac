/**
 * Two records that differ in one field alone give whoever must not have that field the same bytes, and the log an entry of the same
 * length: whatever the field, whether it is another value, none, a reason why there is none, or one more element of a list.
 * LIENTHONG_EVERY=1 tries all of them (support/every.ts).
 */
import fc from 'fast-check'
import t from 'tap'
import type { NativeFacet, Translation } from '../../../adapters/sdk/adapter.ts'
import { everyField, naiveView } from '../../../gateway/development/demo/naive-view.ts'
import { every } from '../../support/every.ts'
import { filledFacet, filledTranslation } from '../../support/filled-facet.ts'
import { type Answer, asOf, graphql, policyApp } from '../../support/policy-app.ts'
import { callerFor, confirmed, holderFor, type Profile, profiles } from '../../support/policy-profiles.ts'

const app = await policyApp(t)
const { facet, leaves } = filledFacet()
type Json = Record<string, unknown>
const query = `query($id: ID!) { dossier(id: $id) { id facets ${everyField()} } }`

interface Asker {
  readonly profile: Profile
  readonly number: string
  readonly holder: string
  readonly hidden: (pointer: string) => boolean
  readonly inPart: (pointer: string) => boolean
  /** Whether anything of its content may be had at all. */
  readonly asks: boolean
}

const withNumber = (number: string): NativeFacet => ({
  ...facet,
  identifiers: facet.identifiers.map((one, at) => (at === 0 ? { ...one, value: number } : one)),
})

const fieldOf = (denied: string): string => denied.slice(0, denied.indexOf(' '))
const askers = [...profiles()]
  .filter(({ state, channel, officer }) => state === 'open' && !channel && officer.roles.includes('exchange'))
  .filter(({ officer: { clearance, tags } }) => clearance === 'HAN_CHE' || tags.length !== 5)
  .filter(
    ({ relations, officer }) =>
      relations.length === 1 && !(relations[0] === 'resolver' && officer.agency === 'cong-an'),
  )
  .map((profile, at): Asker => {
    const given = { ...withNumber('x'), id: 'e-', agency: 'x', provenance: { adapter: 'x', receivedAt: asOf } }
    const view = naiveView({ facet: given, labels: [], absent: [] }, profile.officer, profile.relations)
    const withheld = new Set(view.withheld.map(fieldOf))
    const masked = new Set(view.masked.map(fieldOf))
    const above = (pointer: string) => pointer.split('/').map((_, end, all) => all.slice(0, end + 1).join('/'))
    return {
      profile,
      number: `so-${at}-`,
      holder: holderFor(profile),
      hidden: (pointer) => above(pointer).some((one) => withheld.has(one)),
      inPart: (pointer) => masked.has(pointer),
      asks: view.released.size + view.masked.length > 0,
    }
  })

const changes = ['changed', 'absent', 'said to be absent', 'longer', 'changed where it is hidden'] as const
type Change = (typeof changes)[number]

interface Field {
  readonly path: string
  /** Of an element that is not the first. */
  readonly pointer: string
  readonly value: unknown
  readonly is: string
}

/** Lists of objects, each with one more element. */
function listsIn(value: Json, pointer: string, into = new Map<string, Field>()): Map<string, Field> {
  for (const [name, below] of Object.entries(value)) {
    const at = `${pointer}/${name}`
    if (Array.isArray(below) && typeof below[0] === 'object') {
      into.set(at.replace(/\/\d+/g, '/*'), { path: at.replace(/\/\d+/g, '/*'), pointer: at, value: below, is: 'list' })
      for (const [n, one] of below.entries()) listsIn(one, `${at}/${n}`, into)
    } else if (typeof below === 'object' && below !== null && !Array.isArray(below)) listsIn(below as Json, at, into)
  }
  return into
}
const byPath = new Map<string, Field>(leaves.filter(({ is }) => is !== 'id').map((leaf) => [leaf.path, leaf]))
const fields = [...byPath.values(), ...listsIn(facet as unknown as Json, '').values()]

/** What says whose law applies is no secret beside what it protects: that a participant is a minor marks the participant. */
const isMark = ({ path, is }: Field, change: Change): boolean =>
  path === '/participants/*/minor' && is === 'flag' && change === 'changed'

const applies = (field: Field, change: Change): boolean => {
  if (isMark(field, change)) return false
  if (field.is === 'list') return change === 'longer'
  return change === 'longer' ? Array.isArray(field.value) : true
}

/** Another value; one that begins and ends alike and is as long, in the same year. */
const another = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(another)
  if (typeof value === 'boolean') return !value
  if (typeof value === 'number') return value + 1
  const text = String(value)
  if (/^\d{4}-\d\d-\d\d/.test(text))
    return text.replace(/^(\d{4})-(\d\d)/, (_, year, month) => `${year}-${month === '12' ? '11' : '12'}`)
  return /^LOCAL/.test(text) ? text.replace(/-0$/, '-1') : `${text[0]}q${text.slice(2)}`
}
const longerText = (value: unknown): unknown =>
  typeof value === 'string' && /^tk/.test(value) ? `${another(value)} và dài hơn "}],` : another(value)

/** In place. */
function alter(copy: Json, { pointer, value }: Field, change: Change): void {
  const tokens = pointer.split('/').slice(1)
  const name = tokens.pop()!
  const parent = tokens.reduce((at, token) => at[token] as Json, copy)
  if (change === 'changed') parent[name] = longerText(value)
  else if (change === 'changed where it is hidden') parent[name] = another(value)
  else if (change === 'longer') {
    const list = parent[name] as unknown[]
    const last = structuredClone(list.at(-1))
    list.push(typeof last === 'object' ? { ...(last as Json), id: 'LOCAL-more-2' } : another(last))
  } else delete parent[name]
}

function changed(whole: NativeFacet, field: Field, change: Change): Translation {
  const copy = structuredClone(whole) as unknown as Json
  alter(copy, field, change)
  const absent = change === 'said to be absent' ? [{ path: field.pointer, why: 'unknown' as const }] : []
  return filledTranslation(copy as unknown as NativeFacet, { absent })
}

const traceOf = ({ status, text, bytes, headers, entries }: Answer) => ({
  ...{ status, text, bytes, headers },
  lengths: entries.map(({ bytes }) => bytes),
})

interface Task {
  readonly field: Field
  readonly change: Change
}
const tasks = new Map<Asker, Task[]>()
const covered = new Set<string>()
let made = 0
const seed = 1
for (const field of fields)
  for (const change of changes) {
    if (!applies(field, change)) continue
    const blind = askers.filter(({ hidden, inPart }) =>
      change === 'changed where it is hidden' ? inPart(field.pointer) : hidden(field.pointer),
    )
    const nearly = blind.filter(({ asks }) => asks)
    if (blind.length === 0) continue
    covered.add(field.path)
    const one = fc.constantFrom(...(nearly.length > 0 ? nearly : blind))
    for (const asker of fc.sample(one, { numRuns: change === 'changed' ? 2 : 1, seed: seed + made }))
      if (made++ % every === 0) tasks.set(asker, [...(tasks.get(asker) ?? []), { field, change }])
  }

t.test('every field of every type is one that somebody must not have', async (t) => {
  t.same(
    fields.filter(({ path }) => !covered.has(path)).map(({ path }) => path),
    [],
  )
})

let callers = 0
async function wrongFor({ profile, number, holder, hidden, inPart }: Asker, own: readonly Task[]): Promise<string[]> {
  const { officer, relations } = profile
  const whole = withNumber(number)
  if (relations.includes('resolver'))
    await app.hold(officer.agency, number, { resolves: true, label: { level: 'TUYET_MAT', tags: [] } })
  const id = await app.hold(holder, number, confirmed(profile), filledTranslation(whole))
  const jti = `jti-${++callers}`
  const caller = callerFor(profile, { jti, dossiers: [id], registryVersion: app.registry.version })
  const ask = async () => [
    traceOf(await app.ask(caller, { path: `/v1/dossiers/${id}` })),
    traceOf(await app.ask(caller, graphql(query, { id }))),
  ]
  const before = JSON.stringify(await ask())
  const wrong: string[] = []
  const compare = async (name: string, document: Translation) => {
    app.put(holder, number, document)
    if (JSON.stringify(await ask()) !== before)
      wrong.push(`${officer.agency} ${relations} ${officer.clearance}: ${name}`)
  }
  const open = leaves.find(({ is, pointer }) => is === 'text' && !hidden(pointer) && !inPart(pointer))
  if (open) {
    app.put(holder, number, changed(whole, open, 'changed'))
    if (JSON.stringify(await ask()) === before) wrong.push(`${open.path}: not even what may be seen is`)
  }
  for (const { field, change } of own) await compare(`${field.path} ${change}`, changed(whole, field, change))
  const all = leaves.filter((leaf) => leaf.is !== 'id' && hidden(leaf.pointer) && !isMark(leaf, 'changed'))
  const everything = structuredClone(whole)
  for (const leaf of all)
    if (leaf.value !== number && leaf.pointer !== '/identifiers/0/value')
      alter(everything as unknown as Json, leaf, 'changed')
  await compare('all that is hidden at once', filledTranslation(everything))
  return wrong
}

t.test(`${[...tasks.values()].flat().length} changes nobody may see, by ${tasks.size} askers`, async (t) => {
  const waiting = [...tasks]
  const wrong: string[] = []
  const work = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) wrong.push(...(await wrongFor(...next)))
  }
  await Promise.all(Array.from({ length: 6 }, work))
  t.same(wrong.slice(0, 12), [], `${wrong.length} wrong`)
})

t.test('what places a record in lists changes no list of whoever must not see it there', async (t) => {
  const first = {
    ...{ kind: 'TO_GIAC', stage: 'XAC_MINH', corruptionField: 'x', dueOn: '2026-05-01' },
    ...{ receivedAt: '2026-03-02T00:00:00.000Z', updatedAt: '2026-03-03T00:00:00.000Z' },
  }
  const then = {
    ...{ kind: 'TIN_BAO', stage: 'KHOI_TO', corruptionField: 'y', dueOn: '2026-06-01' },
    ...{ receivedAt: '2026-04-02T00:00:00.000Z', updatedAt: '2026-04-03T00:00:00.000Z' },
  }
  const caller = callerFor(
    askers.find(
      ({ profile: { officer, relations } }) => officer.clearance === 'CONG_KHAI' && relations[0] === 'holder',
    )!.profile,
    { jti: 'jti-list', registryVersion: app.registry.version },
  )
  const filters = [
    '',
    '&agency=cong-an',
    '&identifier=so-list',
    ...[first, then].flatMap((of) => [
      `&kind=${of.kind}`,
      `&stage=${of.stage}`,
      `&receivedFrom=${of.receivedAt}`,
      `&receivedTo=${of.receivedAt}`,
      `&updatedSince=${of.updatedAt}`,
    ]),
  ]
  const ask = () =>
    Promise.all(filters.map(async (of) => traceOf(await app.ask(caller, { path: `/v1/dossiers?first=2${of}` }))))
  const before = await ask()
  for (const change of [
    first,
    ...Object.keys(then).map((name) => ({
      ...first,
      updatedAt: then.updatedAt,
      [name]: then[name as keyof typeof then],
    })),
    then,
  ]) {
    await app.hold(caller.agency, 'so-list', change)
    t.same(await ask(), before)
  }
  const cleared = { ...caller, clearance: 'HAN_CHE', jti: 'jti-cleared' } as const
  t.not(
    (await app.ask(cleared, { path: '/v1/dossiers?identifier=so-list' })).json.dossiers.length,
    0,
    'who may see it does',
  )
})
