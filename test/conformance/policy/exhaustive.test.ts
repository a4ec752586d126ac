/**
 * Every field of a record in which every field is filled with a value of its own, for every caller: it is in the answer exactly when
 * somebody who tells the rules over again, and shares no code with the gateway, says so. By REST, GraphQL, lists and refusals.
 * LIENTHONG_EVERY=1 tries all of them (support/every.ts).
 */
import t from 'tap'
import type { NativeFacet, Translation } from '../../../adapters/sdk/adapter.ts'
import {
  everyField,
  naiveKnows,
  naiveVerdict,
  naiveView,
  type View,
} from '../../../gateway/development/demo/naive-view.ts'
import { every } from '../../support/every.ts'
import { filledFacet, filledTranslation, tokens } from '../../support/filled-facet.ts'
import { type Answer, asOf, graphql, policyApp } from '../../support/policy-app.ts'
import { callerFor, confirmed, holderFor, type Profile, product, profiles } from '../../support/policy-profiles.ts'
import { coded } from '../../support/translations.ts'

const app = await policyApp(t)
const { facet, leaves } = filledFacet()
const known = new Set(leaves.flatMap(({ value }) => String(value).match(tokens) ?? []))
/** What the index alone knows. */
const placed = {
  kind: 'tk9001x',
  stage: 'tk9002x',
  corruptionField: 'tk9003x',
  receivedAt: '2022-05-02T00:00:00.000Z',
  updatedAt: '2022-06-03T00:00:00.000Z',
  dueOn: '2022-07-04',
}
const ofIndex = ['2022-05-02', '2022-06-03', '2022-07-04', 'tk9001x', 'tk9002x', 'tk9003x']
for (const token of ofIndex) known.add(token)

const tokensIn = (value: unknown): string[] =>
  [...new Set((typeof value === 'string' ? value : JSON.stringify(value)).match(tokens) ?? [])]
    .filter((token) => known.has(token))
    .sort()

/** The number that ties a record to no other; the naive reader knows all records by the same one. */
const numbered = String(facet.identifiers[0]!.value)
const withNumber = (number: string, change: Partial<NativeFacet>): NativeFacet => ({
  ...facet,
  ...change,
  identifiers: facet.identifiers.map((one, at) => (at === 0 ? { ...one, value: number } : one)),
})
const labelIn = ({ state }: Profile): NativeFacet['label'] =>
  state === 'undetermined' ? { level: 'CHUA_XAC_DINH', tags: [] } : { level: 'NOI_BO', tags: [] }
/** Marks of the source and of the law on some of its parts. */
const witness: Translation['labels'][number]['label'] = { level: 'HAN_CHE', tags: ['BAO_VE_NHAN_CHUNG'] }
const labels: Translation['labels'] = [
  { path: '/participants/0', label: witness },
  { path: '/report/summary', label: { level: 'HAN_CHE', tags: ['CAN_BO_QUAN_LY'] } },
  { path: '/hearings/1/place', label: { level: 'CHUA_XAC_DINH', tags: [] } },
  { path: '/reporters/1', label: { level: 'NOI_BO', tags: ['DLCN_NHAY_CAM'] } },
]
const absent: Translation['absent'] = [{ path: '/report/urgency', why: 'unknown' }]
function marked(): Partial<NativeFacet> {
  const { urgency: _, ...report } = facet.report
  const of = <T>(list: readonly T[] | undefined, at: number, change: object) =>
    list!.map((one, n) => (n === at ? { ...one, ...change } : one))
  return {
    report,
    participants: of(facet.participants, 1, { minor: true }),
    custody: of(facet.custody, 0, { level: 'MAT' }),
    decisions: of(facet.decisions, 0, { grounds: [coded('grounds', 'KKT_3')] }),
  }
}
const partsOf = (profile: Profile): Partial<NativeFacet> => ({
  ...(profile.state === 'marked' && marked()),
  label: labelIn(profile),
  opaque: opaqueFor(profile),
})

const opaqueFor = ({ officer: { code } }: Profile): NativeFacet['opaque'] & {} =>
  facet.opaque!.map((one, at) => (at === 0 ? { ...one, product, recipient: { ...one.recipient, code } } : one)) as never

interface Held {
  readonly id: string
  readonly number: string
  readonly holder: string
}
const held = new Map<string, Held>()
const digests = facet.documents!.map((_, at) => ({ path: `/documents/${at}`, sha256: 'ab'.repeat(32) }))

async function heldFor(profile: Profile): Promise<Held> {
  const { officer, relations, state } = profile
  const key = JSON.stringify([officer.agency, relations, state])
  const before = held.get(key)
  if (before) return before
  const number = `so-${held.size}-`
  const holder = holderFor(profile)
  const label = labelIn(profile)
  const change = { ...placed, label, sealed: state === 'sealed', conceal: state === 'concealed', ...confirmed(profile) }
  const document = filledTranslation(withNumber(number, partsOf(profile)), {
    digests,
    ...(state === 'marked' && { labels, absent }),
  })
  // The two are one dossier because whoever gave the number names the other.
  if (relations.includes('resolver'))
    await app.hold(officer.agency, number, {
      resolves: true,
      label: { level: 'TUYET_MAT', tags: [] },
      confirms: [{ relation: 'originator', agency: app.registry.participantOf(holder)!.code }],
    })
  const id = await app.hold(holder, number, change, state === 'withheld' ? undefined : document)
  if (state === 'withheld')
    await app.index.db.query(`UPDATE facet SET withheld = 'rejected' WHERE dossier = $1 AND agency = $2`, [id, holder])
  const made = { id, number, holder }
  held.set(key, made)
  return made
}

const views = new Map<string, View>()
function viewOf(profile: Profile, holder: string): View {
  const { officer, relations, state, channel } = profile
  const { clearance, tags, purpose } = officer
  const key = JSON.stringify([clearance, tags, purpose, relations, state, channel, holder, officer.code])
  const before = views.get(key)
  if (before) return before
  const parts = withNumber(numbered, partsOf(profile))
  const given = {
    ...parts,
    ...{ id: 'e-', agency: holder },
    provenance: { adapter: 'thu-nghiem@1', sourceUpdatedAt: filledTranslation(facet).updatedAt, receivedAt: asOf },
    reporters: parts.reporters!.map((one) => ({ ...one, pseudonym: 'NB-' })),
    documents: parts.documents!.map((one) => ({ ...one, digest: 'hmac-sha256:' })),
  }
  const view = naiveView(
    {
      facet: given,
      ...(state === 'marked' ? { labels, absent } : { labels: [], absent: [] }),
      sealed: state === 'sealed',
      addressed: channel ? ['/opaque/0'] : [],
    },
    officer,
    relations,
  )
  views.set(key, view)
  return view
}

/** Without the names that the gateway makes, and without nulls: what GraphQL has in place of what REST leaves out. */
const plain = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, one) => {
      if (one === null) return undefined
      if (typeof one !== 'string') return one
      return one.replace(/^e-[a-z2-7]{16}$|^LOCAL-.*/, 'e-').replace(/^(NB-|hmac-sha256:).*/, '$1')
    }),
  )
const members = (value: unknown): unknown =>
  JSON.stringify(value, (_, one) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort())
      : one,
  )

const query = `query($id: ID!, $number: String!) {
  dossier(id: $id) { id facets ${everyField()} }
  dossiers(filter: {identifier: $number}) { nodes { id facets ${everyField('facet-summary.json')} } next }
}`

interface Denied {
  readonly record: string
  readonly fields: readonly string[]
  readonly reason: string
}
const denied = (of: readonly Denied[], record: string): string[] =>
  of.flatMap((one) => (one.record === record ? one.fields.map((field) => `${field} ${one.reason}`) : [])).sort()

/** What is wrong with the facet at `pointer` of an answer. */
function* wrongFacet(shown: object | undefined, view: View, pointer: string, answer: Answer, meta: Answer['json']) {
  if (members(plain(shown)) !== members(plain(view.row))) yield `${pointer}: another record`
  for (const which of ['withheld', 'masked'] as const)
    if (denied(meta[which], pointer).join() !== [...view[which]].sort().join()) yield `${pointer}: ${which}`
  const missing = meta.absent.map(({ path, why }: { path: string; why: string }) => `${path} ${why}`)
  if (missing.join() !== view.absent.map((one) => pointer + one).join()) yield `${pointer}: absent ${missing}`
  const outside = tokensIn([meta, answer.headers, answer.entries])
  if (outside.length > 0) yield `${pointer}: beside the record ${outside}`
  if (tokensIn(shown).join() !== tokensIn(view.row).join()) yield `${pointer}: other tokens`
  if (/LOCAL-/.test(answer.text)) yield `${pointer}: local names`
}

let callers = 0
async function* wrongFor(profile: Profile): AsyncGenerator<string> {
  const { officer, relations, state } = profile
  const { id, number, holder } = await heldFor(profile)
  const caller = callerFor(profile, { jti: `jti-${++callers}`, dossiers: [id], registryVersion: app.registry.version })
  const asked = [
    app.ask(caller, { path: `/v1/dossiers/${id}` }),
    app.ask(caller, graphql(query, { id, number })),
  ] as const
  const [rest, graph] = (await Promise.all(asked)).map((answer) => ({
    ...answer,
    text: answer.text.replaceAll(number, numbered),
    json: JSON.parse(answer.text.replaceAll(number, numbered)),
  })) as unknown as readonly [Answer, Answer]
  for (const answer of [rest, graph]) if (answer.entries.length !== 1) yield `${answer.entries.length} entries`

  const exchange = officer.roles.includes('exchange')
  const knows = naiveKnows(officer, relations, state === 'concealed')
  const status = exchange
    ? knows || (relations.includes('resolver') && naiveKnows(officer, ['holder'], false))
      ? 200
      : 404
    : 403
  if (rest.status !== status) yield `REST: ${rest.status}, not ${status}`
  // The list is there all the same.
  if (graph.status !== (exchange ? 200 : 403)) yield `GraphQL: ${graph.status} ${graph.text}`
  const facetOf = (facets: readonly { agency: string }[] | undefined) => {
    const at = (facets ?? []).findIndex(({ agency }) => agency === holder)
    return { at, shown: facets?.[at] }
  }
  const shows = knows && state !== 'withheld'
  const view = viewOf(profile, holder)
  for (const [answer, facets, meta] of [
    [rest, rest.json.dossier?.facets, rest.json.meta],
    [graph, graph.json.data?.dossier?.facets, graph.json.extensions?.lienthong],
  ] as const) {
    const { at, shown } = facetOf(facets)
    if (shows && !shown) yield 'the record is missing'
    else if (!shows && shown) yield 'a record that may not be known'
    else if (shown) yield* wrongFacet(shown, view, `/dossier/facets/${at}`, answer, meta)
    else if (answer === rest && tokensIn([answer.text, answer.headers, answer.entries]).length > 0)
      yield 'tokens of nothing'
  }
  if (shows) {
    const record = rest.entries[0]!.entry.detail.records?.find(({ facet_agency }) => facet_agency === holder)
    if (record?.released.join() !== [...view.released].sort().join()) yield 'the log says otherwise'
  }

  // A row of a list stands or falls as a whole: what places it there is all internal.
  const listed =
    knows && naiveVerdict(labelIn(profile), officer, relations, { sealed: state === 'sealed' }).verdict === 'released'
  const nodes = graph.json.data?.dossiers?.nodes as readonly { facets: readonly { agency: string }[] }[] | undefined
  const rows = (nodes ?? []).flatMap(({ facets }) => facets.filter(({ agency }) => agency === holder))
  if (rows.length !== (listed ? 1 : 0)) yield `listed ${rows.length} times`
  if (tokensIn(rows).join() !== (listed ? ofIndex.join() : '')) yield `the list shows ${tokensIn(rows)}`
  if (officer.clearance !== 'HAN_CHE') return

  const list = await app.ask(caller, { path: `/v1/dossiers?identifier=${number}&first=5` })
  const restRows = (list.json.dossiers ?? []).flatMap(({ facets }: { facets: { agency: string }[] }) =>
    facets.filter(({ agency }) => agency === holder),
  )
  if (members(plain(restRows)) !== members(plain(rows))) yield 'REST lists something else'
  const beside = tokensIn([list.headers, list.entries, list.json.meta ?? list.json])
  if (beside.length > 0) yield `beside the list ${beside}`
}

t.test('refusals say nothing of any record', async (t) => {
  for (const profile of [...profiles()]
    .filter(
      ({ state, officer: { clearance, roles } }) =>
        state === 'open' && clearance === 'HAN_CHE' && roles.includes('exchange'),
    )
    .filter((_, at) => at % 40 === 0)) {
    const { id, number } = await heldFor(profile)
    const { relations, officer } = profile
    const caller = callerFor(profile, {
      jti: `jti-${++callers}`,
      dossiers: [id],
      registryVersion: app.registry.version,
    })
    for (const question of [
      graphql('query($id: ID!) { dossier(id: $id) { facets { reporter { fullNam } } } }', { id }),
      graphql('query($id: ID!) { dossier(id: $id) { facets { reporters { fullName(of: "x") } } } }', { id }),
      graphql('query($n: Int!) { dossiers(first: $n) { next } }', { n: number }),
      graphql('query($id: ID!) { dossier(id: $id) { facets { report { summary } } } dossiers(after: "x") { next } }', {
        id,
      }),
      { path: `/v1/dossiers/${id}?field=report` },
      { path: `/v1/dossiers?kind=${numbered}` },
      { path: `/v1/dossiers?after=${number}` },
    ]) {
      const answer = await app.ask(caller, question)
      t.ok(answer.status >= 400 && answer.status < 500, `${officer.agency} ${relations}: ${answer.status}`)
      t.same(tokensIn([answer.text.replaceAll(numbered, ''), answer.headers, answer.entries]), [])
      t.notMatch(answer.text, /Did you mean|so-\d/)
    }
  }
})

const tried = [...profiles()].filter((_, at) => at % every === 0)
const groups = Map.groupBy(tried, ({ officer: { agency, purpose } }) => `${agency} for ${purpose}`)
for (const [name, of] of groups)
  t.test(`${name}: ${of.length} callers`, async (t) => {
    for (const profile of of) await heldFor(profile)
    const wrong: string[] = []
    const waiting = [...of]
    const work = async () => {
      for (let profile = waiting.pop(); profile; profile = waiting.pop())
        for await (const found of wrongFor(profile)) wrong.push(`${JSON.stringify(profile)}: ${found}`)
    }
    await Promise.all(Array.from({ length: 6 }, work))
    t.same(wrong.slice(0, 3), [], `${wrong.length} wrong`)
  })
