/** Limits counted by hand from the printed calendar (examples.json: which article, and why that day). */
import t from 'tap'
import { dueOf, type Facts, type FindingCode, type State, stateOf } from '../../../schemas/clocks/clock.ts'
import found from './examples.json' with { type: 'json' }

interface Example {
  readonly article: string
  readonly why: string
  readonly rule: string
  readonly facts: Facts
  readonly expect: {
    readonly dueOn?: string
    readonly dueAt?: string
    readonly noDue?: true
    readonly askBy?: string
    /** The last day of each link. */
    readonly chain?: readonly string[]
    readonly findings?: readonly FindingCode[]
    /** Now, the end if any, and the state. */
    readonly states?: readonly (readonly [string, string | null, State])[]
  }
}

const examples = found as unknown as readonly Example[]

for (const { article, why, rule, facts, expect } of examples)
  t.test(`${rule} from ${facts.startedAt} (${article}): ${why}`, async (t) => {
    const due = dueOf(rule, facts)
    t.equal(due.dueOn, expect.dueOn)
    t.equal(due.dueAt, expect.dueAt)
    t.equal(due.askBy, expect.askBy)
    t.strictSame(
      due.findings.map(({ code }) => code),
      expect.findings ?? [],
    )
    if (expect.chain !== undefined)
      t.strictSame(
        due.chain.map((link) => link.due),
        expect.chain,
      )
    for (const [now, endedAt, state] of expect.states ?? [])
      t.equal(stateOf(due, now, endedAt ?? undefined), state, `on ${now}`)
  })

t.test('there are enough of them, and each says why', async (t) => {
  t.ok(examples.length >= 60)
  t.notOk(examples.some(({ article, why }) => article === '' || why === ''))
})
