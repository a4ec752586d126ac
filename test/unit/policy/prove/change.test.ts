/** What a change of policies lets happen or stops is told exactly, and each example has been decided by Cedar before and after. */
import t from 'tap'
import { createEngine } from '../../../../gateway/policy/engine.ts'
import { policyDifference, type Region } from '../../../../gateway/policy/prove/change.ts'
import { registeredIn } from '../../../../gateway/policy/prove/registered.ts'
import { policyTexts } from '../../../../gateway/policy/texts.ts'
import { breaches } from './breaches.ts'
import { changed, replaced, shippedFiles, textIn } from './folder.ts'

const registry = registeredIn(shippedFiles)
const old = policyTexts(shippedFiles)
const after = (texts: Readonly<Record<string, string | undefined>>) => policyTexts(changed(shippedFiles, texts))
const places = (regions: readonly Region[]) => regions.map(({ action, relation }) => `${action} ${relation}`)

t.test('the same policies, and the same in other words, decide the same', async (t) => {
  const none = { added: [], removed: [], changed: [], reworded: [], widened: [], narrowed: [] }
  t.strictSame(policyDifference(old, old, registry), none)
  const reworded = after(replaced('cedar/read-own.cedar', /@vi\(".*"\)/, '@vi("Khác.")'))
  t.strictSame(policyDifference(old, reworded, registry), { ...none, reworded: ['read-own'] })
  const rewritten = after(replaced('cedar/undetermined-never.cedar', 'resource.level >= 6', '!(resource.level < 6)'))
  t.strictSame(policyDifference(old, rewritten, registry), { ...none, changed: ['undetermined-never'] })
})

t.test('a permit that comes widens, one that goes narrows, each where it reads', async (t) => {
  const without = after({ 'cedar/read-supervising.cedar': undefined })
  const lost = policyDifference(old, without, registry)
  t.strictSame([lost.removed, lost.widened, places(lost.narrowed)], [['read-supervising'], [], ['read supervising']])
  const gained = policyDifference(without, old, registry)
  t.strictSame(
    [gained.added, places(gained.widened), gained.narrowed],
    [['read-supervising'], ['read supervising'], []],
  )
  t.equal(gained.widened[0]!.requests, lost.narrowed[0]!.requests)
  t.ok(gained.widened[0]!.registered)
  t.match(gained.widened[0]!, {
    before: { decision: { allowed: false, policies: [] } },
    after: {
      decision: { allowed: true, policies: ['read-supervising'] },
      asking: { asker: { agency: 'vien-kiem-sat' } },
    },
  })
})

t.test('one change may widen here and narrow there', async (t) => {
  const both = after({
    'cedar/protected-witness.cedar': undefined,
    ...replaced('cedar/read-originator.cedar', 'resource.level <= 1', 'resource.level <= 0'),
  })
  const { widened, narrowed } = policyDifference(old, both, registry)
  t.ok(places(widened).includes('read adjudicating'))
  t.strictSame(places(narrowed), ['read originator'])
})

t.test('what only several relations together open is found', async (t) => {
  const twin = textIn(shippedFiles, 'cedar/read-own.cedar')
    .replace('"read-own"', '"read-both"')
    .replace(
      /when \{.*\};/s,
      'when { context.relations == ["supervising", "originator"] && principal.serves == ["resolver"] && resource.level == 0 };',
    )
  const { widened } = policyDifference(old, after({ 'cedar/read-both.cedar': twin }), registry)
  t.strictSame(places(widened), ['read several'])
  t.notOk(widened[0]!.registered)
})

t.test('planted breaches are told as what they are, and Cedar decides each example so', async (t) => {
  // A few of each sort: the rest differ in nothing that matters here.
  for (const { files, says } of breaches.filter((_, index) => index % 5 === 0)) {
    const now = after(files)
    const { widened, narrowed } = policyDifference(old, now, registry)
    const [was, is] = [
      createEngine(`was ${says}`, old.schema, old.sources),
      createEngine(`is ${says}`, now.schema, now.sources),
    ]
    for (const { before, after } of [...widened, ...narrowed]) {
      const { action, asker, label, facts } = before.asking
      t.strictSame(after.asking, before.asking)
      t.strictSame(was.decide(action, asker, label, facts), before.decision)
      t.strictSame(is.decide(action, asker, label, facts), after.decision)
      t.not(before.decision.allowed, after.decision.allowed)
    }
  }
})
