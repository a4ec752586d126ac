/** Any facet under any masks: whatever is not released in full is nowhere in the text, and all that is released is. */
import fc from 'fast-check'
import t from 'tap'
import { joinLabels, type LabelCore, labelKey } from '../../../gateway/policy/label.ts'
import { everything, type Selection } from '../../../gateway/release/selection.ts'
import { labels } from '../../../schemas/generated/fields.ts'
import { marksOf, masksBy, projected, type Verdict, verdictOf } from './masking.ts'
import { choices, label, tokenWorld } from './worlds.ts'

const world = choices.map(tokenWorld)
const pathsOf = (selection: Selection): string[] => selection.flatMap(({ path, of }) => (of ? pathsOf(of) : [path]))
const paths = new Set(pathsOf(everything('Facet')))

/** A code is logged as one value: by its own path, not by those of its parts. */
const loggedPath = (pointer: string): string => {
  const path = pointer.replace(/\/\d+/g, '/*')
  return paths.has(path) ? path : path.slice(0, path.lastIndexOf('/'))
}

const verdicts: readonly Verdict[] = ['released', 'masked', 'withheld']
const selection = everything('Facet')

t.test('random facets under random masks', async (t) => {
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
        const { text, outcome } = projected(value, selection, marks, masksBy(rule))

        return leaves.every(({ token, pointer, way, partial }) => {
          let under = recordLabel
          let least: number = verdictOf.released
          for (const step of way) {
            under = joinLabels(under, narrower[step.pointer] ?? joinLabels())
            if (step.label !== undefined)
              least = Math.min(least, verdictOf[rule(joinLabels(under, labels[step.label]!))])
          }
          if (least === verdictOf.released)
            return text.includes(token) && outcome.released.includes(loggedPath(pointer))
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
