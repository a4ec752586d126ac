/** Default labels: who passed a matter on reads how far it has come, nothing of anybody; nothing is told twice under two labels. */
import { join } from 'node:path'
import t from 'tap'
import { joinLabels, type LabelCore, type Level, rankOf } from '../../../gateway/policy/label.ts'
import { load } from '../../../schemas/generate/load.ts'
import type { Shape } from '../../../schemas/generate/model.ts'

const { objects } = load(join(import.meta.dirname, '../../../schemas'))

interface Leaf {
  readonly path: string
  /** Joined with those of the objects around it. */
  readonly label: LabelCore
  /** Whatever the source wrote. */
  readonly text: boolean
}

function leavesOf(type: string, path = '', around: LabelCore = joinLabels()): Leaf[] {
  return objects
    .find(({ name }) => name === type)!
    .fields.filter(({ id, assigned }) => !id && !assigned)
    .flatMap(({ name, label: own, shape, ref }) => {
      const at = `${path}/${name}`
      const label = joinLabels(around, { level: own.level as Level, tags: own.tags })
      const item: Exclude<Shape, { kind: 'list' }> = shape.kind === 'list' ? shape.item : shape
      if (item.kind === 'object' && item.of !== 'Coded') return leavesOf(item.of, at, label)
      return [{ path: at, label, text: ref === undefined && item.kind === 'scalar' && item.base === 'string' }]
    })
}
const leaves = leavesOf('Facet')
const labelAt = (path: string): LabelCore => leaves.find((leaf) => leaf.path === path)!.label
const open = leaves.filter(({ label }) => rankOf(label.level) <= rankOf('NOI_BO') && label.tags.length === 0)

t.test('a person, an organisation and another matter are told to nobody who only passed this one on', async (t) => {
  t.strictSame(
    open.filter(({ path }) => /\/(person|organisation|inspected|links)\//.test(path)).map(({ path }) => path),
    [],
  )
})

t.test(
  'of free texts that have no restriction, each was looked at: none tells of a person but who decides',
  async (t) => {
    t.strictSame(
      open
        .filter(({ text }) => text)
        .map(({ path }) => path)
        .sort(),
      [
        '/assignments/competentProcuracy',
        '/assignments/decisionNumber',
        '/assignments/unit',
        '/charges/approvalNumber',
        '/clocks/extensions/number',
        '/clocks/legalBasis',
        '/clocks/rule',
        '/clocks/startEvent',
        '/custody/number',
        '/custody/rule',
        '/decisions/number',
        '/decisions/signer',
        '/decisions/signerTitle',
        '/documents/mediaType',
        '/documents/number',
        '/documents/type',
        '/feedback/number',
        '/hearings/place',
        '/hearings/presiding',
        '/hearings/scheduledAt',
        '/identifiers/system',
        '/identifiers/value',
        '/inspectionConclusions/mandate',
        '/inspectionConclusions/number',
        '/inspectionConclusions/signer',
        '/judgments/court',
        '/judgments/number',
        '/label/by/listItem',
        '/opaque/covers',
        '/opaque/digest',
        '/opaque/determinedBy/listItem',
        '/opaque/product',
        '/petitions/number',
        '/proceedings/number',
        '/proceedings/unit',
        '/report/receivedAt',
        '/report/recordedAt',
        '/supervision/form',
        '/supervision/number',
      ].sort(),
    )
  },
)

for (const [path, same] of [
  ['/decisions/legalBasis', '/decisions/grounds'],
  ['/decisions/form', '/decisions/type'],
  ['/supervision/form', '/supervision/instrument'],
  ['/clocks/legalBasis', '/clocks/rule'],
  ['/recommendations/addressee', '/inspectionConclusions/inspected/name'],
  ['/suspensions/ground', '/decisions/grounds'],
  ['/charges/severity', '/proceedings/severity'],
] as const)
  t.test(`${path} is guarded as ${same}, which it tells too`, async (t) => {
    const [one, other] = [labelAt(path), labelAt(same)]
    t.strictSame(joinLabels(one, other), one)
  })
