import t from 'tap'
import * as codes from '../../../../adapters/mttq/codes.ts'
import manifest from '../../../../adapters/mttq/manifest.json' with { type: 'json' }
import * as lists from '../../../../adapters/mttq/sandbox/lists.ts'
import { nativeEvent } from '../../../../adapters/mttq/sandbox/writer.ts'
import { codeSystem } from '../../../../schemas/generated/codes.ts'
import { facets, type Native } from './petitions.ts'

type Path = readonly (string | number)[]
const leaves = (value: unknown, at: Path = []): readonly Path[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...at, Array.isArray(value) ? Number(key) : key]))
    : [at]
const general = (path: Path): string => `/${path.map((step) => (typeof step === 'number' ? '*' : step)).join('/')}`
const rows = new Map(manifest.fields.map((row) => [row.native, row]))
/** The row of a native place; a null object stands for its members. */
const rowOf = (path: string) => rows.get(path) ?? manifest.fields.find(({ native }) => native.startsWith(`${path}/`))
const event = (facet: (typeof facets)[number]): Native => structuredClone(nativeEvent(facet, 'e-1'))

t.test('every place of every push has its row: the golden documents have no fewer places than the world', async (t) => {
  const seen = new Set(facets.flatMap((facet) => leaves(event(facet)).map(general)))
  t.strictSame(
    [...seen].filter((path) => rowOf(path) === undefined),
    [],
  )
})

t.test(
  'both readings of the code lists agree, and every shared code has its native one: anything can be handed over',
  async (t) => {
    const pairs = [
      ['kinds', codes.kinds, lists.kinds],
      ['channels', codes.channels, lists.channels],
      ['corruption-fields', codes.corruptionFields, lists.fields],
      ['agencies', codes.agencies, lists.agencies],
      ['participant-roles', codes.roles, lists.roles],
      ['stages', codes.stages, lists.stages],
      ['urgency', codes.urgencies, lists.urgencies],
      ['flags', codes.flags, lists.flags],
    ] as const
    const inverse = (list: Readonly<Record<string, string>>) =>
      Object.fromEntries(Object.entries(list).map(([shared, native]) => [native, shared]))
    for (const [name, read, written] of pairs) {
      t.strictSame(inverse(written), read, name)
      const all = codeSystem(name).codes.map(({ code }) => code)
      t.strictSame(Object.values(read).toSorted(), all.toSorted(), name)
    }
    const plain = [
      [codes.reporterKinds, lists.reporterKinds],
      [codes.classifications, lists.classifications],
      [codes.petitionStates, lists.petitionStates],
      [codes.relations, lists.relations],
      [codes.clockRules, lists.clockRules],
      [codes.clockStates, lists.clockStates],
      [codes.tags, lists.tags],
      [codes.numberTypes, lists.numberTypes],
      [codes.levels, lists.levels],
    ] as const
    for (const [read, written] of plain) t.strictSame(inverse(written), read)
  },
)
