/** What the gateway writes in one pass equals, byte for byte, what masking first and GraphQL or JSON.stringify afterwards give. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { buildSchema, execute, type GraphQLObjectType, GraphQLScalarType, getNamedType, parse, validate } from 'graphql'
import t from 'tap'
import { evidenceBy, evidenceIn } from '../../../gateway/audit/answer-evidence.ts'
import { documentCache } from '../../../gateway/http/graphql/prepare.ts'
import { typeDefs } from '../../../gateway/http/graphql/schema.ts'
import { rootsOf } from '../../../gateway/http/graphql/selection.ts'
import { type LabelCore, labelKey } from '../../../gateway/policy/label.ts'
import type { Mask } from '../../../gateway/policy/policy.ts'
import { type Reason, reasons } from '../../../gateway/policy/reasons.ts'
import { writeDossier } from '../../../gateway/release/dossier-text.ts'
import { beginCommitting } from '../../../gateway/release/evidence.ts'
import type { NarrowerLabel, RecordMarks, Row } from '../../../gateway/release/mask.ts'
import type { Absence } from '../../../gateway/release/projection/projection.ts'
import type { Reading } from '../../../gateway/release/reading.ts'
import { everything, type Selection } from '../../../gateway/release/selection.ts'
import type { Field, TypeName } from '../../../schemas/generated/fields.ts'
import { maskRecord, merged } from '../../support/masked-record.ts'
import { masksBy, type Verdict } from './masking.ts'
import { query } from './queries.ts'
import { choices, chooseBy, label, worldOf } from './worlds.ts'

const schema = buildSchema(typeDefs)

const units = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 6 })
  .map((codes) => String.fromCharCode(...codes))
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 90 }),
  units,
  fc.constantFrom(
    String.fromCharCode(...Array(32).keys()),
    '\u001f',
    '',
    '"',
    '\\',
    '"}],"x":"',
    '\0',
    '\u007f',
    '\u2028',
    '</script>',
    '\ud83d',
    '😀',
    '\udc00\ud800',
  ),
  fc.constantFrom('Nguyễn Văn Đức', 'Trần Thị B', '1990-02-03', '089203001234', 'X'.repeat(300), 'ệ'.repeat(200)),
)

/** Any value of the field's GraphQL type. */
function scalarOf(texts: readonly string[], choose: (most: number) => number) {
  return (type: TypeName, { name }: Field): unknown => {
    const given = getNamedType((schema.getType(type) as GraphQLObjectType).getFields()[name]!.type)
    const number = [0, 1, -1, 360, 2 ** 30][choose(4)]!
    if (given instanceof GraphQLScalarType && given.name === 'Boolean') return choose(1) === 0
    if (given instanceof GraphQLScalarType && given.name === 'Int') return number
    if (given instanceof GraphQLScalarType && given.name === 'Float') return [number, 0.1, 1e21, 2 ** 53 - 1][choose(3)]
    return texts[choose(texts.length - 1)]
  }
}

interface Facet {
  readonly value: Row
  readonly marks: RecordMarks
}

/** At a place of the facet, or some steps above it: so that marks stand within each other. */
const place = fc.tuple(fc.nat(), fc.nat({ max: 2 }))

const facet: fc.Arbitrary<Facet> = fc
  .tuple(
    choices,
    fc.array(hostile, { minLength: 1, maxLength: 40 }),
    label,
    fc.array(fc.tuple(place, label, fc.boolean()), { maxLength: 16 }),
    fc.array(fc.tuple(place, fc.constantFrom('unknown', 'pending')), { maxLength: 16 }),
  )
  .map(([seeds, texts, own, narrower, absent]) => {
    const choose = chooseBy(seeds)
    const { value, places } = worldOf(choose, scalarOf(texts, choose))
    const at = ([n, up]: readonly [number, number]): string => {
      const tokens = (places[n % places.length] ?? '/report').split('/')
      return tokens.slice(0, Math.max(2, tokens.length - up)).join('/')
    }
    const labels = narrower.map(([place, given, addressed]): [string, NarrowerLabel] => [
      at(place),
      addressed ? { ...given, addressed: true } : given,
    ])
    const marks = {
      label: own,
      labels: new Map(labels),
      absent: new Map(absent.map(([place, why]) => [at(place), why])),
    }
    return { value, marks }
  })

/** `value` with one thing less: a leaf, or the last element of a list. */
function lessened(value: Row, seed: number): Row {
  const less = structuredClone(value)
  const cuts: (() => void)[] = []
  const look = (row: Row): void => {
    for (const [name, member] of Object.entries(row)) {
      if (Array.isArray(member) && typeof member[0] === 'object') {
        cuts.push(() => member.pop())
        for (const element of member) look(element)
      } else if (typeof member === 'object' && !Array.isArray(member)) look(member as Row)
      // What identifies is always there.
      else if (name !== 'id' && name !== 'agency') cuts.push(() => delete row[name])
    }
  }
  look(less)
  cuts[seed % cuts.length]?.()
  return less
}

/** Facets, some of them nearly alike: what is kept of one must not be told of another. */
const facets = fc
  .array(fc.tuple(facet, fc.array(fc.nat(), { maxLength: 4 })), { minLength: 1, maxLength: 3 })
  .map((all) =>
    all.flatMap(([facet, seeds]) => {
      const bare = { label: facet.marks.label, labels: new Map(), absent: new Map() }
      const alike = seeds.map((seed) => ({ value: lessened(facet.value, seed), marks: bare }))
      return [facet, ...alike, { ...facet, marks: bare }]
    }),
  )

type Decide = (key: string) => { readonly verdict: Verdict; readonly reason: Reason }
const decide: fc.Arbitrary<Decide> = fc.func(
  fc.record({
    verdict: fc.constantFrom<Verdict>('released', 'released', 'released', 'masked', 'withheld'),
    reason: fc.constantFrom(...(Object.keys(reasons) as Reason[])),
  }),
)

/** One mask per label, as a policy keeps them. */
function masksOf(decide: Decide): (label: LabelCore, addressed: boolean) => Mask {
  const known = new Map<string, Mask>()
  return (under, addressed) => {
    const key = `${labelKey(under)} ${addressed}`
    const mask = known.get(key) ?? masksBy((effective) => decide(`${labelKey(effective)} ${addressed}`))(under)
    known.set(key, mask)
    return mask
  }
}

/** What is written of a dossier with `facets`, and what is told of each. */
function projectedDossier(
  selection: Selection,
  absence: Absence,
  facets: readonly Facet[],
  maskOf: ReturnType<typeof masksOf>,
) {
  const told: unknown[] = []
  const committed: string[] = []
  const committing = beginCommitting()
  const policy = {
    mask: (_caller: unknown, under: LabelCore, facts: { approvedChannel: boolean }) =>
      maskOf(under, facts.approvedChannel),
  }
  const report = ({ pointer, outcome }: Parameters<Reading['report']>[0]) => told.push({ pointer, ...outcome })
  const reading = {
    caller: { channels: [{ product: 'x', until: 0 }] },
    policy,
    report,
    ...committing,
  } as unknown as Reading
  const shown = facets.map((facet) => ({ facet, known: { facts: { approvedChannel: false } } as never }))
  const asked = { selection, absence, pointer: '/dossier' }
  const text = String(reading.text((out) => writeDossier(out, reading, asked, 'hs-x', shown)))
  const { records } = committing.forReceiver()
  for (const { record, fields } of records) committed.push(...fields.map((field) => record + field))
  return { text, told, committed, sealed: committing.evidence(), evidence: committing.forReceiver() }
}

/** Who has the answer alone comes to the root that the log has, by what came with it and by what is sealed there. */
function comesToTheRoot({ text, sealed, evidence }: ReturnType<typeof projectedDossier>, round: string) {
  const answer = `{"dossier":${text},"meta":${JSON.stringify({ evidence })}}`
  assert.equal(evidenceIn(answer)?.root, sealed?.root, round)
  if (!sealed) return
  const { key, committed, root } = sealed
  const again = evidenceBy(`{"dossier":${text}}`, { evidence_key: key, committed })
  assert.equal(again?.root, root, round)
  assert.deepEqual(again?.pointers, evidenceIn(answer)?.pointers, round)
}

/** The same in two steps. */
function maskedDossier(selection: Selection, facets: readonly Facet[], maskOf: ReturnType<typeof masksOf>) {
  const told: unknown[] = []
  const committed: string[] = []
  const row: Row = { id: 'hs-x' }
  for (const { answer, of = [] } of selection.filter(({ field }) => field.name === 'facets')) {
    const rows = facets.map(({ value, marks }, index) => {
      const { row, outcome, restricted } = maskRecord(value, of, marks, maskOf)
      told.push({ pointer: `/dossier/${answer}/${index}`, ...outcome })
      committed.push(...restricted.map((field) => `/dossier/${answer}/${index}${field}`))
      return row
    })
    row.facets = merged(row.facets, rows)
  }
  return { row, told, committed }
}

t.test('GraphQL: random operations over random facets under random masks', async (t) => {
  const prepare = documentCache(schema)
  let longest = 0
  fc.assert(
    fc.property(query, facets, decide, ({ text, variables }, facets, decide) => {
      const document = parse(text)
      assert.deepEqual(validate(schema, document), [])
      const root = rootsOf(schema, prepare(text, undefined), variables).find(({ kind }) => kind === 'dossier')
      if (root?.kind !== 'dossier') throw new Error('no dossier is asked for')
      const maskOf = masksOf(decide)
      const { row, told, committed } = maskedDossier(root.selection, facets, maskOf)
      const { data, errors } = execute({
        schema,
        document,
        rootValue: { dossier: row },
        variableValues: variables,
      }) as {
        data: Row
        errors?: unknown
      }
      if (errors) throw errors
      for (const round of ['cold', 'hot']) {
        const given = projectedDossier(root.selection, 'null', facets, maskOf)
        assert.equal(given.text, JSON.stringify(data.dossier), round)
        assert.deepEqual(given.told, told, round)
        assert.deepEqual(given.committed, committed, round)
        comesToTheRoot(given, round)
        longest = Math.max(longest, given.text.length)
      }
    }),
    { numRuns: 150 },
  )
  t.ok(longest > 2_000, `${longest} bytes`)
})

t.test('REST: the whole of random facets under random masks', async () => {
  const selection = everything('Dossier')
  fc.assert(
    fc.property(facets, decide, (facets, decide) => {
      const maskOf = masksOf(decide)
      const { row, told, committed } = maskedDossier(selection, facets, maskOf)
      for (const round of ['cold', 'hot']) {
        const given = projectedDossier(selection, 'left-out', facets, maskOf)
        assert.equal(given.text, JSON.stringify(row), round)
        assert.deepEqual(given.told, told, round)
        assert.deepEqual(given.committed, committed, round)
        comesToTheRoot(given, round)
      }
    }),
    { numRuns: 80 },
  )
})
