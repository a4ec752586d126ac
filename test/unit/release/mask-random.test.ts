/** Any facet under any masks: whatever is not released in full is nowhere in the row, and all that is released is. */
import fc from 'fast-check'
import t from 'tap'
import { joinLabels, type LabelCore, labelKey, levels } from '../../../gateway/policy/label.ts'
import { maskRecord, type Row } from '../../../gateway/release/mask.ts'
import { everything, type Selection } from '../../../gateway/release/selection.ts'
import { fields, labels, type TypeName, tags } from '../../../schemas/generated/fields.ts'
import { marksOf, masksBy, type Verdict, verdictOf } from './masking.ts'

interface Leaf {
  readonly token: string
  readonly pointer: string
  /** Each field on the way, with its default label, and each element of a list, which has none. */
  readonly way: readonly { readonly pointer: string; readonly label?: number }[]
  readonly partial: boolean
}

interface World {
  readonly value: Row
  readonly leaves: readonly Leaf[]
  /** Everywhere a label can take hold. */
  readonly places: readonly string[]
}

/** A facet whose every leaf is a text that occurs nowhere else; `choose` says whether a field is there and how long a list is. */
function worldOf(choose: (most: number) => number): World {
  const leaves: Leaf[] = []
  const places: string[] = []
  const object = (type: TypeName, pointer: string, way: Leaf['way']): Row => {
    const row: Row = {}
    for (const field of fields[type]) {
      if (choose(5) === 0) continue
      const at = `${pointer}/${field.name}`
      const here = [...way, { pointer: at, label: field.label }]
      places.push(at)
      if ('of' in field) {
        const element = (n: number) => {
          places.push(`${at}/${n}`)
          return object(field.of, `${at}/${n}`, [...here, { pointer: `${at}/${n}` }])
        }
        row[field.name] =
          field.type === 'object' ? object(field.of, at, here) : Array.from({ length: choose(2) }, (_, n) => element(n))
        continue
      }
      const token = `<${String(leaves.length).padStart(4, '0')} ${field.name} có dấu>`
      row[field.name] = field.type === 'list-of-scalar' ? [token] : token
      if (!field.id) leaves.push({ token, pointer: at, way: here, partial: field.mask !== 'none' })
    }
    return row
  }
  return { value: object('Facet', '', []), leaves, places }
}

const label: fc.Arbitrary<LabelCore> = fc.record({
  level: fc.constantFrom(...levels),
  tags: fc.subarray([...tags], { maxLength: 2 }),
})
const world = fc.array(fc.nat(), { minLength: 50, maxLength: 50 }).map((choices) => {
  let at = 0
  return worldOf((most) => choices[at++ % choices.length]! % (most + 1))
})
const pathsOf = (selection: Selection): string[] => selection.flatMap(({ path, of }) => (of ? pathsOf(of) : [path]))
const paths = new Set(pathsOf(everything('Facet')))

/** A code is logged as one value: by its own path, not by those of its parts. */
const loggedPath = (pointer: string): string => {
  const path = pointer.replace(/\/\d+/g, '/*')
  return paths.has(path) ? path : path.slice(0, path.lastIndexOf('/'))
}

const verdicts: readonly Verdict[] = ['released', 'masked', 'withheld']
const selection = everything('Facet')

t.test('the rows of random facets under random masks', async (t) => {
  let keptBack = 0
  fc.assert(
    fc.property(
      world,
      label,
      fc.array(fc.tuple(fc.nat(), label), { maxLength: 6 }),
      fc.func(fc.constantFrom(...verdicts, 'released', 'released')),
      ({ value, leaves, places }, recordLabel, marked, decide) => {
        const narrower = Object.fromEntries(marked.map(([n, own]) => [places[n % places.length] ?? '/report', own]))
        const marks = { ...marksOf('CONG_KHAI', narrower), label: recordLabel }
        const rule = (under: LabelCore): Verdict => decide(labelKey(under))
        const { row, outcome } = maskRecord(value, selection, marks, masksBy(rule))
        const text = JSON.stringify(row)

        return leaves.every(({ token, pointer, way, partial }) => {
          let under = recordLabel
          let least: number = verdictOf.released
          for (const step of way) {
            under = joinLabels(under, narrower[step.pointer] ?? joinLabels())
            if (step.label !== undefined)
              least = Math.min(least, verdictOf[rule(joinLabels(under, labels[step.label]!))])
          }
          if (least === verdictOf.released) return text.includes(token) && outcome.released.has(loggedPath(pointer))
          keptBack++
          const denied = least === verdictOf.masked && partial ? outcome.masked : outcome.withheld
          return !text.includes(token) && denied.some(({ path }) => pointer === path || pointer.startsWith(`${path}/`))
        })
      },
    ),
    { numRuns: 150 },
  )
  t.ok(keptBack > 1000, `${keptBack} values were kept back`)
})
