/** One dossier, two agencies, three officers: what each gets over REST and GraphQL, who was asked, and what the log says of it. */
import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import t, { type Test } from 'tap'
import { comparable } from '../../adapters/sandbox/comparable.ts'
import { makeHoldings } from '../../adapters/sandbox/holdings.ts'
import type { AgencyId } from '../../adapters/sandbox/stories.ts'
import { makeWorld, type TrueFacet } from '../../adapters/sandbox/world.ts'
import type { PathReason } from '../../gateway/audit/detail.ts'
import { auditEvidence } from '../../gateway/commands/audit-evidence.ts'
import {
  type Document,
  everyField,
  naiveRelations,
  naiveView,
  officerOf,
  type View,
} from '../../gateway/development/demo/naive-view.ts'
import { isAsked, sourceAgencies } from '../support/agencies.ts'
import { called } from '../support/called.ts'
import { agencyClient, officers, type Reply } from '../support/client.ts'
import { dataFolder } from '../support/data-folder.ts'
import { startGateway } from '../support/gateway.ts'
import { entriesIn, indexOf, isOfBody, receiptOf } from '../support/log-entries.ts'
import { type Reader, readersIn } from '../support/readers.ts'
import { askedOf } from '../support/sandbox-control.ts'
import { until } from '../support/until.ts'
import { exactly, facetsOf, lines, withoutNull, withPlainIds } from './answers.ts'

const { run } = await startGateway(t)
const world = makeWorld({ seed: 1 })
const readers = readersIn(run)
const clients = new Map(readers.map(({ system }) => [system, agencyClient(run, system)]))
t.teardown(() => {
  for (const client of clients.values()) client.close()
})

type Matter = (typeof world.matters)[number]
const placeOf = (which: (matter: Matter) => boolean | undefined) => world.matters.findIndex(which)
const named = (story: string) => placeOf(({ name }) => name === story)
const shared = ({ name, facets }: Matter, level: string) =>
  name === undefined && facets['vien-kiem-sat'] && facets['cong-an']?.translation.facet.label.level === level
const plain = placeOf(
  (matter) =>
    shared(matter, 'NOI_BO') &&
    matter.facets['cong-an']?.translation.facet.reporters?.some(({ fullName }) => fullName !== undefined),
)
const secret = named('to-giac-mat')
const opinion = named('y-kien-toi-mat')

/** Who holds a part of matter `n` that the gateway has. */
const holders = (n: number): readonly AgencyId[] => sourceAgencies.filter((agency) => world.matters[n]!.facets[agency])

/** The id of matter `n`, once every part of it is there. Its part at the police must not be concealed. */
async function dossierOf(n: number): Promise<string> {
  const number = world.matters[n]!.facets['cong-an']!.index.identifiers[0]!.value
  const { system, ...wish } = officers.police
  const client = clients.get(system)!
  return until(async () => {
    const token = await client.bearer(wish)
    const { json } = await client.get(`/v1/dossiers?${new URLSearchParams({ identifier: number })}`, token)
    const [found] = json.dossiers as { id: string; facets: unknown[] }[]
    return found?.facets.length === holders(n).length && found.id
  })
}

const everybody = Object.entries(officers)
/** Whose mandate of inspection the police name. */
const inspector = {
  system: 'thanh-tra:ket-luan',
  agency: 'thanh-tra',
  officer: 'ttv-001',
  purpose: 'TIEN_HANH_THANH_TRA',
  legalBasis: 'LTT84_2025',
} as const
const others = readers.filter(({ system }) => everybody.every(([, officer]) => officer.system !== system))
const matters: readonly (readonly [string, number, readonly (readonly [string, Reader | Officer])[]])[] = [
  ['to-giac-mat', secret, everybody],
  ['nguoi-chua-thanh-nien', named('nguoi-chua-thanh-nien'), everybody],
  ['y-kien-toi-mat', opinion, everybody],
  ['an ordinary shared dossier', plain, everybody],
  ['a shared dossier of restricted handling', placeOf((matter) => shared(matter, 'HAN_CHE')), everybody],
  ['can-bo-quan-ly', named('can-bo-quan-ly'), [['inspectorate', inspector] as const]],
  ['nam-co-quan', named('nam-co-quan'), [...everybody, ...others.map((of) => [of.agency, of] as const)]],
]
const ids = new Map<number, string>()
for (const [, n] of matters) ids.set(n, await dossierOf(n))
t.ok([...ids.values()].every((id) => run.dossiers.includes(id)))
const known = world.matters.filter(({ facets }) => sourceAgencies.some((agency) => isAsked(agency) && facets[agency]))
t.ok(
  known.every(({ name }) => name === undefined || run.stories[name] !== undefined),
  'every story is in the index',
)

/** The source's document as it becomes a facet: what the gateway gives itself stands for itself. */
const documentOf = (holder: AgencyId, { translation }: TrueFacet): Document => {
  const { facet, labels, absent, digests = [], updatedAt } = translation
  const documents = facet.documents?.map((document, n) =>
    digests.some(({ path }) => path === `/documents/${n}`) ? { ...document, digest: 'digest' } : document,
  )
  const reporters = facet.reporters?.map((reporter) => ({ ...reporter, pseudonym: 'pseudonym' }))
  const provenance = { adapter: 'adapter', sourceUpdatedAt: updatedAt, receivedAt: 'receivedAt' }
  const given = { id: 'id', agency: holder, reporters, ...(documents && { documents }), provenance }
  return { facet: { ...facet, ...given } as Document['facet'], labels, absent }
}

type Officer = (typeof officers)[keyof typeof officers]

async function read(officer: Reader | Officer, n: number): Promise<{ rest: Reply; graphql: Reply }> {
  const id = ids.get(n)!
  const client = clients.get(officer.system)!
  const token = await client.bearer({ ...officer, dossiers: [id] })
  const rest = await client.get(`/v1/dossiers/${id}`, token)
  const query = `query ($id: ID!) { dossier(id: $id) { id facets ${everyField()} } }`
  const graphql = await client.graphql(query, token, { id })
  return { rest, graphql }
}

const relationsOf = (asker: Parameters<typeof naiveRelations>[0], holder: AgencyId, n: number) =>
  naiveRelations(asker, holder, new Map(Object.entries(world.matters[n]!.facets)))

for (const [matter, n, askers] of matters)
  for (const [who, officer] of askers)
    t.test(`${matter}, as ${who}`, async (t) => {
      const { agency } = run.clients[officer.system]!
      const asker = officerOf(agency, officer.officer, officer.purpose)
      const id = ids.get(n)!
      const { rest, graphql } = await read(officer, n)
      const related = holders(n).filter((holder) => relationsOf(asker, holder, n).length > 0)
      t.strictSame([rest.status, graphql.status, graphql.json.errors], [200, 200, undefined])
      const views = related.map((holder) =>
        naiveView(documentOf(holder, world.matters[n]!.facets[holder]!), asker, relationsOf(asker, holder, n)),
      )
      const given = views.map(
        ({ released, masked }) =>
          [...released].filter((path) => !path.startsWith('/agency')).length + masked.length > 0,
      )

      t.test('both surfaces give what the rules say, and the same', async (t) => {
        t.strictSame(
          facetsOf(t, rest.json.dossier.facets),
          views.map(({ row }) => withPlainIds(row)),
        )
        const { dossier } = withoutNull(graphql.json.data) as { dossier: { id: string; facets: unknown[] } }
        t.equal(dossier.id, id)
        t.strictSame(facetsOf(t, dossier.facets), facetsOf(t, rest.json.dossier.facets))
        t.strictSame(comparable(graphql.json.extensions.lienthong, ['as_of']), comparable(rest.json.meta, ['as_of']))
      })

      t.test('meta names what was withheld, masked and absent, and who was asked', async (t) => {
        const { meta } = rest.json
        const at = (of: (view: View) => readonly string[]) =>
          views.flatMap((view, place) => of(view).map((line) => `/dossier/facets/${place}${line}`)).sort()
        t.strictSame(
          lines(meta.withheld),
          at(({ withheld }) => withheld),
        )
        t.strictSame(
          lines(meta.masked),
          at(({ masked }) => masked),
        )
        t.strictSame(
          meta.absent.map(({ path, why }: { path: string; why: string }) => `${path} ${why}`).sort(),
          at(({ absent }) => absent),
        )
        t.match(
          meta.sources,
          related.filter((_, place) => given[place]).map((agency) => ({ agency, state: 'ok' })),
        )
        t.equal(meta.sources.length, given.filter(Boolean).length)
      })

      t.test('the log says exactly who got which fields, and why; the sources were asked in its name', async (t) => {
        const entries = entriesIn(run.audit.dir)
        for (const [operation, reply] of [
          ['dossier:read', rest],
          ['graphql', graphql],
        ] as const) {
          const entry = entries[indexOf(reply)]!
          t.ok(isOfBody(entry, reply.text))
          t.match(entry, { phase: 'released', outcome: 'ok', versions: { policy: rest.json.meta.policy_version } })
          const { who: caller, why, records = [], sources = [], concealed, operation: logged } = entry.detail
          const { clearance } = asker
          t.match(caller, { agency, system: officer.system, officer: officer.officer, clearance })
          t.strictSame(why, { purpose: officer.purpose, legal_basis: officer.legalBasis })
          t.strictSame([logged, concealed], [operation, holders(n).length - related.length])
          t.strictSame(
            records.map(({ dossiers, facet_agency, relation }) => [...dossiers, facet_agency, relation]),
            related.map((holder) => [id, holder, relationsOf(asker, holder, n).join(' ')]),
          )
          for (const [place, view] of views.entries()) {
            const record = records[place]!
            t.strictSame(record.released, [...view.released].sort())
            const said = (list: readonly PathReason[]) => list.flatMap(exactly).sort()
            t.strictSame(
              [said(record.withheld), said(record.masked)],
              [[...view.withheld].sort(), [...view.masked].sort()],
            )
            t.ok(record.policies.includes('know-related'))
          }
          t.strictSame(
            sources.map((source) => source.agency).sort(),
            related.filter((_, place) => given[place]),
          )
          for (const holder of holders(n).filter(isAsked)) {
            const was = given[related.indexOf(holder)] === true
            t.equal(
              askedOf(run, holder).filter(({ event }) => event === entry.event).length,
              was ? 1 : 0,
              `${holder} was ${was ? '' : 'not '}asked`,
            )
          }
        }
      })
    })

t.test('the views differ as the law wants it', async (t) => {
  const json = async (officer: Officer, n: number) => (await read(officer, n)).rest
  for (const n of [secret, opinion])
    for (const officer of Object.values(officers)) {
      const { text: body } = await json(officer, n)
      const parts = Object.values(world.matters[n]!.facets).flatMap(({ translation }) => translation.facet.opaque ?? [])
      t.ok(parts.length > 0)
      for (const { ciphertext, level } of parts) {
        t.notOk(body.includes(ciphertext!), 'the ciphertext of a state secret goes to nobody')
        // The record itself is above a clerk's clearance.
        if (officer !== officers.policeClerk) t.match(body, `"level":"${level}"`, 'that there is one is told')
      }
    }
  const [mine, theirs] = (await json(officers.police, plain)).json.dossier.facets
  t.ok(mine.reporters?.[0]?.fullName ?? theirs.reporters?.[0]?.fullName, 'the investigator knows who reported')
  for (const facet of (await json(officers.procuracy, plain)).json.dossier.facets)
    for (const reporter of facet.reporters ?? [])
      t.strictSame([reporter.fullName, typeof reporter.pseudonym], [undefined, 'string'])
  const [clerks] = (await json(officers.policeClerk, plain)).json.dossier.facets
  t.match(clerks.participants[0].person.fullName, /^(\p{L}\. )+\p{L}\.$/u, 'a clerk gets initials')
  const names = async (officer: Officer) =>
    (await json(officer, plain)).json.dossier.facets.flatMap(
      ({ reporters = [] }: { reporters?: { pseudonym: string }[] }) => reporters.map(({ pseudonym }) => pseudonym),
    )
  t.strictSame(
    await names(officers.procuracy),
    await names(officers.procuracy),
    'a pseudonym is stable for its receiver',
  )
  const [ours, others] = [await names(officers.police), await names(officers.procuracy)]
  t.notOk(
    ours.some((name: string) => others.includes(name)),
    'and means nothing to another',
  )
})

t.test('every receipt is in the log that anybody can compute again', async (t) => {
  const { rest, graphql } = await read(officers.procuracy, plain)
  const verify = ['gateway/cli.ts', 'audit', 'verify', run.audit.dir, '--key', run.audit.vkey]
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...verify,
    '--receipt',
    receiptOf(rest),
    '--receipt',
    receiptOf(graphql),
  ])
  t.match(stdout, /the log holds: \d+/)
  t.match(stdout, /receipts\s+2 /)
  const forged = receiptOf(rest).replace(/index=\d+/, `index=${indexOf(rest) - 1}`)
  await t.rejects(promisify(execFile)(process.execPath, [...verify, '--receipt', forged]), { code: 1 })
})

/** A change at the source. The sandboxes serve the gateway's certificate only. */
async function touch(system: string, ma: string): Promise<number | undefined> {
  const file = (name: string) => readFileSync(join(run.data, 'certs/gateway', name))
  const tls = {
    ca: readFileSync(run.ca),
    cert: file('client.pem'),
    key: file('client.key'),
    checkServerIdentity: () => undefined,
  }
  const sent = request(`${run.sources[system]}/_sandbox/touch`, { method: 'POST', agent: false, ...tls })
  sent.end(JSON.stringify({ ma }))
  const [answer] = await new Promise<[import('node:http').IncomingMessage]>((resolve, reject) =>
    sent.on('response', (answer) => resolve([answer])).on('error', reject),
  )
  await text(answer)
  return answer.statusCode
}

/** Gives a function that writes a file, and gives where it is. */
function filesIn(t: Test) {
  const folder = dataFolder(t)
  return (name: string, content: string) => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
}

t.test('one value of an answer is shown to a court, by who was given it, without the gateway', async (t) => {
  const { system, ...wish } = officers.police
  const client = clients.get(system)!
  const id = await dossierOf(plain)
  const bearer = await client.bearer({ ...wish, dossiers: [id] })
  const answer = await client.get(`/v1/dossiers/${id}`, bearer, { 'want-evidence': '?1' })
  const proof = await client.call(`/v1/audit/receipts/${indexOf(answer)}`)
  const file = filesIn(t)
  const [given, proved] = [file('answer.json', answer.text), file('n.tlog-proof', proof.text)]
  const { stdout: pointers } = await called(auditEvidence, given)
  const pointer = pointers.split('\n').find((one) => one.endsWith('/fullName'))!
  const made = await called(auditEvidence, given, '--pointer', pointer, '--proof', proved)
  t.equal(made.status, 0, made.stderr)
  const exhibit = file('exhibit.json', made.stdout)
  const checked = await called(auditEvidence, '--check', exhibit, '--key', run.audit.vkey)
  const name = pointer
    .split('/')
    .slice(1)
    .reduce((value, part) => value[part], answer.json)
  t.match(checked, { status: 0, stderr: '' })
  t.ok(checked.stdout.includes(JSON.stringify(name)))
  t.notOk(made.stdout.includes(answer.json.dossier.facets[0].report.summary), 'nothing else of the answer is in it')

  const forged = file('forged.json', made.stdout.replace(JSON.stringify(JSON.stringify(name)), '"\\"Ai khác\\""'))
  t.match(await called(auditEvidence, '--check', forged, '--key', run.audit.vkey), {
    status: 1,
    stderr: /is not the one/,
  })
  const other = await client.call(`/v1/audit/receipts/${indexOf(proof)}`)
  t.match(await called(auditEvidence, given, '--pointer', pointer, '--proof', file('other', other.text)), {
    status: 1,
    stderr: /no entry with it/,
  })
})

t.test(
  'whoever audits finds the entry of an answer that nobody asked the evidence of, and opens a value',
  async (t) => {
    const { system, ...wish } = officers.police
    const client = clients.get(system)!
    const id = await dossierOf(plain)
    const answer = await client.get(`/v1/dossiers/${id}`, await client.bearer({ ...wish, dossiers: [id] }))
    const index = String(indexOf(answer))
    const proof = await client.call(`/v1/audit/receipts/${index}`)
    const file = filesIn(t)
    const officer = ['--log', run.audit.dir, '--officer-key', Object.values(run.audit.keys)[0]!]
    const given = file('answer.json', answer.text)
    t.match(await called(auditEvidence, given), { status: 1, stderr: /Want-Evidence/ })
    const { stdout: pointers, stderr } = await called(auditEvidence, given, ...officer)
    t.match(stderr, new RegExp(`byte for byte: ${index} released`))
    const pointer = pointers.split('\n').find((one) => one.endsWith('/fullName'))!
    const opening = ['--index', index, '--pointer', pointer, '--proof', file('n.tlog-proof', proof.text)]
    const exhibit = file('exhibit.json', (await called(auditEvidence, given, ...officer, ...opening)).stdout)
    t.match(await called(auditEvidence, '--check', exhibit, '--key', run.audit.vkey), { status: 0, stderr: '' })

    const { facets } = answer.json.dossier
    const more = { ...answer.json, dossier: { ...answer.json.dossier, facets: [...facets, facets[0]] } }
    const added = await called(auditEvidence, file('added.json', JSON.stringify(more)), ...officer)
    t.match(added, { status: 0, stderr: /nothing else in the file is confirmed/ })
    t.notMatch(added.stdout, `/facets/${facets.length}`, 'what was added is not among what the entry has')
    facets[0].report.summary += ' '
    const changed = await called(auditEvidence, file('changed.json', JSON.stringify(answer.json)), ...officer)
    t.match(changed, { status: 1, stdout: '', stderr: /no entry is of this answer/ })
  },
)

t.test('a change at the source is seen by the next reader, whoever it is', async (t) => {
  const { nativeKey } = world.matters[plain]!.facets['cong-an']!
  const holdings = makeHoldings(world, 'cong-an', [nativeKey])
  const before = (await read(officers.procuracy, plain)).rest.json.dossier.facets[0]
  t.equal(await touch('cong-an:dieu-tra', nativeKey), 200)
  const after = documentOf('cong-an', holdings.get(nativeKey)!)
  for (const officer of Object.values(officers)) {
    const { agency } = run.clients[officer.system]!
    const { rest, graphql } = await read(officer, plain)
    const asker = officerOf(agency, officer.officer, officer.purpose)
    const { row } = naiveView(after, asker, relationsOf(asker, 'cong-an', plain))
    t.strictSame(facetsOf(t, rest.json.dossier.facets)[0], withPlainIds(row))
    t.strictSame(
      facetsOf(t, (withoutNull(graphql.json.data) as { dossier: { facets: unknown[] } }).dossier.facets)[0],
      withPlainIds(row),
    )
    const { decisions, provenance } = rest.json.dossier.facets[0]
    t.equal(decisions.length, (before.decisions?.length ?? 0) + 1)
    t.ok(provenance.sourceUpdatedAt > before.provenance.sourceUpdatedAt)
  }
})
