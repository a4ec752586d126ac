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

const under = (start: string) => leaves.filter(({ path }) => path.startsWith(start))

t.test(
  'who takes part, as what and since when, who is charged and that there is a secret part: nothing of it to originators',
  async (t) => {
    for (const list of ['/participants/', '/charges/', '/judgments/sentences/', '/opaque/'])
      for (const { path, label } of under(list))
        t.notOk(
          open.some((leaf) => leaf.path === path),
          `${path} ${label.level}`,
        )
  },
)

t.test('data of offences is sensitive: who is charged or convicted, of what, with what penalty', async (t) => {
  const about = [...under('/charges/'), ...under('/judgments/sentences/')]
  t.ok(about.length > 10)
  for (const { path, label } of about) t.ok(label.tags.includes('DLCN_NHAY_CAM'), path)
})

t.test('of an opaque part only who may have it learns what it is about', async (t) => {
  t.strictSame(
    under('/opaque/')
      .filter(({ label }) => label.level !== 'MAT')
      .map(({ path }) => path)
      .sort(),
    [
      '/opaque/determinedBy/agency',
      '/opaque/determinedBy/at',
      '/opaque/determinedBy/expiresOn',
      '/opaque/determinedBy/listItem',
      '/opaque/determinedBy/officer',
      '/opaque/level',
    ],
  )
})

t.test('that a trial is closed tells of somebody under age', async (t) => {
  t.ok(labelAt('/hearings/closed').tags.includes('NGUOI_CHUA_THANH_NIEN'))
})

t.test('the narrative stands apart from who told it: no free text carries the tag of reporters', async (t) => {
  t.strictSame(
    leaves
      .filter(({ text, label }) => text && label.tags.includes('NGUOI_TO_GIAC'))
      .filter(({ path }) => !path.startsWith('/reporters/')),
    [],
  )
})
