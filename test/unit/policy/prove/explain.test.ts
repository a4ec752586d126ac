/** An explanation says what the door does, and what it advises is enough. */

import { equal } from 'node:assert/strict'
import { join } from 'node:path'
import fc from 'fast-check'
import t from 'tap'
import { createEngine, type Relation } from '../../../../gateway/policy/engine.ts'
import { createPolicy } from '../../../../gateway/policy/policy.ts'
import { changesOf, leastChanges } from '../../../../gateway/policy/prove/advice.ts'
import { allowsBy, explained, type Situation, type Verdict } from '../../../../gateway/policy/prove/explain.ts'
import { explainedField, type Place, placesOf, releasedBy } from '../../../../gateway/policy/prove/field.ts'
import { registeredIn } from '../../../../gateway/policy/prove/registered.ts'
import { load } from '../../../../schemas/generate/load.ts'
import type { ObjectType } from '../../../../schemas/generate/model.ts'
import { maskRecord } from '../../../support/masked-record.ts'
import { callerOf, factsOf, frontOf, inspectorOf, labelOf, prosecutorOf, shipped } from '../../../support/policy.ts'
import { type Spec, select } from '../../release/masking.ts'
import { askings } from './asking.ts'
import { shippedFiles } from './folder.ts'

const engine = createEngine('explain-test', shipped.schema, shipped.sources)
const policy = createPolicy(shipped)
const registry = registeredIn(shippedFiles)
const allows = allowsBy(engine, shipped.sources, registry)
const model = load(join(import.meta.dirname, '../../../../schemas'))

/** Every path from a facet down, objects in objects as deep as three. */
function pathsBelow({ fields }: ObjectType, path: string, depth: number): string[] {
  return fields.flatMap(({ name, shape }) => {
    const item = shape.kind === 'list' ? shape.item : shape
    const of = item.kind === 'object' && depth > 1 ? model.objects.find((one) => one.name === item.of) : undefined
    return [`${path}.${name}`, ...(of ? pathsBelow(of, `${path}.${name}`, depth - 1) : [])]
  })
}
const facet = model.objects.find(({ name }) => name === 'Facet')!
const paths = pathsBelow(facet, 'Facet', 3)
const placesAt = (path: string): readonly Place[] => placesOf(model, path) as readonly Place[]

/** What becomes of the field in an answer that asks for nothing else. */
function answered({ asker, label, facts }: Situation, places: readonly Place[]): Verdict {
  const caller = callerOf(asker)
  if (!policy.mayKnow(caller, label, facts).allowed) return 'unknown'
  const names = places.map(({ field }) => field)
  const spec = names.reduceRight<Spec | true>((below, { name }) => ({ [name]: below }), true) as Spec
  const value = names.reduceRight<unknown>((below, { name, shape }) => {
    return { [name]: shape.kind === 'list' ? [below] : below }
  }, '2001-02-03') as Record<string, unknown>
  const marks = { label, labels: new Map(), absent: new Map() }
  const { outcome } = maskRecord(value, select('Facet', spec), marks, (under) => policy.mask(caller, under, facts))
  return outcome.withheld.length > 0 ? 'withheld' : outcome.masked.length > 0 ? 'masked' : 'released'
}

const isObject = ({ shape }: Place['field']): boolean => (shape.kind === 'list' ? shape.item : shape).kind === 'object'
const leaves = paths.filter((path) => !isObject(placesAt(path).at(-1)!.field))

t.test('of any field, for anybody: what is explained is what is answered', async (t) => {
  const seen = new Set<Verdict>()
  const officers = [callerOf(), callerOf({ clearance: 'NOI_BO' }), prosecutorOf({ clearance: 'NOI_BO' }), inspectorOf()]
  const likely = fc
    .record({ asker: fc.constantFrom(...officers), relation: fc.constantFrom<Relation>('holder', 'supervising') })
    .map(({ asker, relation }) => ({ asker, label: labelOf('CONG_KHAI'), facts: factsOf({ relations: [relation] }) }))
  const inPart = { asker: officers[1]!, label: labelOf('CONG_KHAI'), facts: factsOf() }
  const idInPart = { asker: officers[2]!, label: labelOf('CONG_KHAI'), facts: factsOf() }
  t.ok(leaves.length > 100)
  fc.assert(
    fc.property(fc.oneof(likely, askings), fc.constantFrom(...leaves), ({ asker, label, facts }, path) => {
      const narrow = label.level === 'HAN_CHE' || label.level === 'NOI_BO' ? label : labelOf('CONG_KHAI')
      const situation = { asker, label: narrow, facts }
      const places = placesAt(path)
      const expected = answered(situation, places)
      seen.add(expected)
      equal(explainedField(engine, situation, places).verdict, expected, path)
      equal(releasedBy(allows, situation, places), expected === 'released', path)
    }),
    {
      numRuns: 300,
      examples: [
        [inPart, 'Facet.participants.person.fullName'],
        [idInPart, 'Facet.participants.id'],
      ],
    },
  )
  t.strictSame([...seen].sort(), ['masked', 'released', 'unknown', 'withheld'])
})

t.test('a path that leaves the schema: what could have stood there', async (t) => {
  t.match(placesOf(model, 'Facet.reporters.nickname'), { within: 'Facet.reporters', instead: /fullName/ })
  t.match(placesOf(model, 'Facet.report.summary.more'), { within: 'Facet.report.summary', instead: [] })
  t.match(placesOf(model, 'Facet'), { within: 'Facet', instead: /report/ })
  t.match(placesOf(model, 'Fact.report'), { within: 'schema', instead: /Facet/ })
})

const ways = (situation: Situation): string[][] =>
  leastChanges(situation, changesOf(situation, situation.label.tags, registry), (other) =>
    releasedBy(allows, other),
  ).map((way) => way.map(({ text }) => text.en))

t.test('what would have to be different is enough, and is not more than it has to be', async (t) => {
  let advised = 0
  fc.assert(
    fc.property(askings, ({ asker, label, facts }) => {
      const situation = { asker, label, facts }
      const released = (other: Situation): boolean => explained(engine, other).verdict === 'released'
      if (released(situation)) return
      const quick = (other: Situation): boolean => releasedBy(allows, other)
      for (const way of leastChanges(situation, changesOf(situation, label.tags, registry), quick)) {
        advised++
        equal(released(way.reduce<Situation>((before, change) => change.apply(before), situation)), true)
        for (const spared of way) {
          const rest = way.filter((change) => change !== spared)
          equal(released(rest.reduce<Situation>((before, change) => change.apply(before), situation)), false)
        }
      }
    }),
    { numRuns: 80 },
  )
  t.ok(advised > 20, `${advised} advised`)
})

t.test('the clerk needs a higher clearance, and no other thing', async (t) => {
  const clerk = callerOf({ clearance: 'NOI_BO' })
  const situation = { asker: clerk, label: labelOf('HAN_CHE', 'DLCN_CO_BAN'), facts: factsOf() }
  t.equal(explained(engine, situation).verdict, 'masked')
  t.strictSame(ways(situation), [['an officer cleared to Restricted']])
})

t.test('the supervisor would have to hold the record and be granted the tag', async (t) => {
  const label = labelOf('HAN_CHE', 'NGUOI_TO_GIAC')
  const situation = { asker: prosecutorOf(), label, facts: factsOf({ relations: ['supervising'] }) }
  t.equal(explained(engine, situation).verdict, 'withheld')
  t.strictSame(ways(situation), [
    [
      'the confirmed relation is holder',
      'the agency is granted “Identity of who reported” (a change of the registry, signed by two persons)',
    ],
  ])
})

t.test('what is concealed is unknown, until its holder says otherwise or one holds it', async (t) => {
  const facts = factsOf({ relations: ['originator'], conceal: true })
  const situation = { asker: inspectorOf(), label: labelOf('NOI_BO'), facts }
  t.equal(explained(engine, situation).verdict, 'unknown')
  t.strictSame(ways(situation), [['the confirmed relation is holder'], ['its holder ends the concealment']])
})

t.test('a level is never advised to be lowered, and an undetermined one is to be determined', async (t) => {
  const secret = { asker: callerOf(), label: labelOf('TUYET_MAT'), facts: factsOf() }
  t.strictSame(ways(secret), [['it is ciphertext addressed to this agency, on an approved channel that is valid']])
  const undetermined = { asker: frontOf(), label: labelOf('CHUA_XAC_DINH'), facts: factsOf() }
  t.strictSame(ways(undetermined), [['whoever is competent determines the level as Restricted']])
})

t.test('to who audits nothing is advised that would open a dossier', async (t) => {
  const asker = callerOf({
    ...{
      agency: 'giam-sat-an-ninh',
      purpose: 'KIEM_TOAN_TRUY_CAP',
      purposes: [],
      serves: [],
      roles: ['audit'],
      tags: [],
    },
  })
  t.strictSame(ways({ asker, label: labelOf('CONG_KHAI'), facts: factsOf() }), [])
})
