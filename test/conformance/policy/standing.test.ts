/** What a source's record is by the index may change while the source is asked: what leaves is decided on what it is then. */
import t from 'tap'
import type { IndexEntry } from '../../../adapters/sdk/adapter.ts'
import { newDossierId } from '../../../gateway/telemetry/ids.ts'
import { filledFacet, filledTranslation } from '../../support/filled-facet.ts'
import { prosecutorOf } from '../../support/policy.ts'
import { policyApp } from '../../support/policy-app.ts'

const app = await policyApp(t)
const { facet } = filledFacet()
const identifiers = [{ ...facet.identifiers[0]!, value: 'so' }]
const supervised: Partial<IndexEntry> = { confirms: [{ relation: 'supervising', agency: 'VKS' }] }
const document = filledTranslation({ ...facet, identifiers })
const never = newDossierId()
let places = 0

/** What the prosecutor gets of a new record that becomes `change` as often as its source is asked, up to `times`. */
async function asked(change: Partial<IndexEntry>, times = 1) {
  const number = `so-${++places}`
  const own = filledTranslation({ ...document.facet, identifiers: [{ ...identifiers[0]!, value: number }] })
  const id = await app.hold('cong-an', number, supervised, own)
  const facts = { dossiers: [id, never], registryVersion: app.registry.version }
  let asks = 0
  app.whenAsked(async () => {
    if (asks++ < times) await app.hold('cong-an', number, { ...supervised, stage: `s${asks}`, ...change })
  })
  const caller = prosecutorOf({ ...facts, jti: `jti-${number}` })
  return { caller, answer: await app.ask(caller, { path: `/v1/dossiers/${id}` }), asks: () => asks }
}
const summary = facet.report.summary!

t.test('nothing that matters: asked once', async (t) => {
  const { answer, asks } = await asked({})
  t.ok(answer.text.includes(summary))
  t.equal(asks(), 1)
})

t.test('concealed: as if there were none', async (t) => {
  const { caller, answer } = await asked({ conceal: true })
  const missing = await app.ask(caller, { path: `/v1/dossiers/${never}` })
  t.same([answer.status, answer.text, answer.headers], [missing.status, missing.text, missing.headers])
})

t.test('sealed, marked higher, or no longer of the asker’s concern', async (t) => {
  for (const [change, reason] of [
    [{ sealed: true }, 'holder-only'],
    [{ label: { level: 'CHUA_XAC_DINH', tags: [] } }, 'undetermined'],
    [{ label: { level: 'HAN_CHE', tags: ['NGUOI_TO_GIAC'] } }, 'handling-tag'],
    [{ confirms: [{ relation: 'inspecting', agency: 'VKS' }] }, 'purpose'],
  ] as const) {
    const { answer } = await asked(change)
    t.notOk(answer.text.includes(summary), reason)
    t.ok(
      answer.json.meta.withheld.some((of: { reason: string }) => of.reason === reason),
      reason,
    )
  }
  t.equal((await asked({ confirms: [] })).answer.status, 404)
})

t.test('again and again: refused', async (t) => {
  let flip = false
  const always: Partial<IndexEntry> = {
    get confirms() {
      flip = !flip
      return [...supervised.confirms!, { relation: 'originator', agency: flip ? 'TA' : 'TTr' } as const]
    },
  }
  const { answer } = await asked(always, Number.POSITIVE_INFINITY)
  t.match(answer, { status: 503, json: { code: 'policy-changed' } })
})
