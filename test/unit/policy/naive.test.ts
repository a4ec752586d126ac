/** The shipped policies decide as the law's rules in plain words do, for whatever officer, label and relations; LIENTHONG_EVERY=1 tries more. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import t from 'tap'
import { makeWorld } from '../../../adapters/sandbox/world.ts'
import { naiveKnows, naiveVerdict, type Officer, officerOf } from '../../../gateway/development/demo/naive-view.ts'
import type { Role } from '../../../gateway/identity/caller.ts'
import type { ParticipantFile, Purpose } from '../../../gateway/identity/participant.ts'
import { createEngine, type Relation } from '../../../gateway/policy/engine.ts'
import { joinLabels, type LabelCore, levels } from '../../../gateway/policy/label.ts'
import { tags } from '../../../schemas/generated/fields.ts'
import { every } from '../../support/every.ts'
import { callerOf, factsOf, labelOf, shipped } from '../../support/policy.ts'

const policies = join(import.meta.dirname, '../../../policies')
const json = <T>(path: string): T => JSON.parse(readFileSync(join(policies, path), 'utf8'))
const participants = readdirSync(join(policies, 'participants')).map((name) =>
  json<ParticipantFile>(`participants/${name}`),
)
const purposes = json<Purpose[]>('purposes.json')
const relations: readonly Relation[] = ['holder', 'resolver', 'supervising', 'adjudicating', 'inspecting', 'originator']

const roles = ['exchange', 'audit', 'witness', 'operator'] as const

const engine = createEngine('naive-test', shipped.schema, shipped.sources)

/** The caller that the officer becomes. */
const asCaller = ({ agency, clearance, tags, purpose, roles }: Officer) =>
  callerOf({
    agency,
    clearance: clearance as 'HAN_CHE',
    tags: tags as typeof import('../../../schemas/generated/fields.ts').tags,
    purpose,
    roles: roles as readonly Role[],
    purposes: purposes
      .filter(({ agencies, actions }) => actions.length > 0 && agencies.includes(agency))
      .map(({ id }) => id),
  })

function shippedVerdict(
  label: LabelCore,
  officer: Officer,
  relations: readonly Relation[],
  { sealed = false, addressed = false } = {},
) {
  const asks = [asCaller(officer), label, factsOf({ relations, sealed, approvedChannel: addressed })] as const
  const full = engine.decide('read', ...asks)
  if (full.allowed) return { verdict: 'released', reason: '' }
  const part = engine.decide('readMasked', ...asks)
  return { verdict: part.allowed ? 'masked' : 'withheld', reason: full.reason }
}

t.test('whoever tells the rules over again has seen none of the gateway', async (t) => {
  const text = readFileSync(join(policies, '../gateway/development/demo/naive-view.ts'), 'utf8')
  const modules = [...text.matchAll(/\b(?:from|import)\s*\(?\s*['"]([^'"]+)/g)].map(([, name]) => name)
  t.strictSame(modules, ['node:fs', 'node:path'])
})

t.test('any officer, any label, any relations, sealed, addressed or concealed', async (t) => {
  const registered: fc.Arbitrary<Officer> = fc
    .constantFrom(...participants.flatMap(({ officers = [], ...of }) => officers.map((one) => ({ ...of, one }))))
    .chain(({ id, one }) => fc.constantFrom(...one.purposes).map((purpose) => officerOf(id, one.id, purpose)))
  const invented: fc.Arbitrary<Officer> = fc.record({
    agency: fc.constantFrom(...participants.map(({ id }) => id)),
    code: fc.constant(''),
    tags: fc.subarray([...tags]),
    clearance: fc.constantFrom('CONG_KHAI', 'NOI_BO', 'HAN_CHE'),
    purpose: fc.constantFrom(...purposes.map(({ id }) => id)),
    roles: fc.oneof({ weight: 5, arbitrary: fc.constant(['exchange']) }, fc.subarray([...roles])),
  })
  const label = fc.record({ level: fc.constantFrom(...levels), tags: fc.subarray([...tags], { maxLength: 3 }) })
  const some = fc.subarray([...relations], { maxLength: 3 })
  const often = (one: boolean) => fc.oneof({ weight: 4, arbitrary: fc.constant(!one) }, fc.constant(one))
  const state = fc.record({ sealed: often(true), addressed: often(true) })
  fc.assert(
    fc.property(
      fc.oneof(registered, invented),
      label,
      some,
      state,
      fc.boolean(),
      (officer, label, named, state, conceal) => {
        t.strictSame(naiveVerdict(label, officer, named, state), shippedVerdict(label, officer, named, state))
        const knows = engine.decide('know', asCaller(officer), label, factsOf({ relations: named, conceal })).allowed
        t.equal(naiveKnows(officer, named, conceal), knows)
      },
    ),
    { numRuns: Math.ceil(2500 / every) },
  )
})

const withTag = (tag: (typeof tags)[number]): LabelCore[] =>
  (['CONG_KHAI', 'NOI_BO', 'HAN_CHE'] as const).flatMap((level) =>
    tags.map((other) => labelOf(level, ...new Set([tag, other]))),
  )
const given = (officer: Officer, label: LabelCore, relations: readonly Relation[]): boolean =>
  shippedVerdict(label, officer, relations).verdict !== 'withheld'
const officersWith = (tags: Officer['tags']): Officer[] =>
  purposes.flatMap(({ id: purpose, agencies }) =>
    agencies.map((agency) => ({ agency, code: '', tags, clearance: 'HAN_CHE', purpose, roles: ['exchange'] })),
  )

t.test("a reporter's identity is for who holds or resolves, whoever else is cleared for it", async (t) => {
  const others = relations.filter((relation) => relation !== 'holder' && relation !== 'resolver')
  for (const officer of officersWith(tags))
    for (const label of withTag('NGUOI_TO_GIAC'))
      for (const named of [...others.map((one) => [one]), others])
        if (given(officer, label, named)) t.fail(`${officer.agency} as ${named}: ${JSON.stringify(label)}`)
  t.ok(given(officersWith(tags)[0]!, labelOf('HAN_CHE', 'NGUOI_TO_GIAC'), ['holder']))
})

t.test("a minor's data is for nobody without its tag, and never for who only passed the matter on", async (t) => {
  const without = tags.filter((tag) => tag !== 'NGUOI_CHUA_THANH_NIEN')
  for (const label of withTag('NGUOI_CHUA_THANH_NIEN')) {
    for (const officer of officersWith(without))
      for (const named of [...relations.map((one) => [one]), relations])
        if (given(officer, label, named)) t.fail(`${officer.agency} as ${named}: ${JSON.stringify(label)}`)
    for (const officer of officersWith(tags))
      if (given(officer, label, ['originator'])) t.fail(`${officer.agency}, as originator: ${JSON.stringify(label)}`)
  }
  t.ok(given(officersWith(tags)[0]!, labelOf('HAN_CHE', 'NGUOI_CHUA_THANH_NIEN'), ['holder']))
})

t.test('the court, the inspectorate and the Front read all that their own records are labelled with', async (t) => {
  for (const officer of [
    officerOf('toa-an', 'tp-001'),
    officerOf('thanh-tra', 'ttv-001'),
    officerOf('mttq', 'cbmt-001'),
  ])
    for (const { facets, name } of makeWorld({ seed: 1 }).matters) {
      const translation = facets[officer.agency as keyof typeof facets]?.translation
      if (!translation) continue
      const { facet, labels } = translation
      for (const label of [facet.label, ...labels.map(({ label }) => joinLabels(facet.label, label))])
        t.match(shippedVerdict(label, officer, ['holder']), { verdict: 'released' }, `${officer.agency} ${name}`)
    }
})
