/**
 * Dossiers of a made-up world there and back, not chosen documents: what an agency's own system writes, and what any agency may hand over to it. Set
 * LIENTHONG_DOSSIERS for a larger world.
 */
import { join } from 'node:path'
import t from 'tap'
import { tripOf } from '../../../../adapters/check/checks/round-trips.ts'
import { loadSubject } from '../../../../adapters/check/load-subject.ts'
import type { Subject } from '../../../../adapters/check/subject.ts'
import { dossier } from '../../../../adapters/cong-an/sandbox/service.ts'
import { nativeEvent } from '../../../../adapters/mttq/sandbox/writer.ts'
import type { AgencyId } from '../../../../adapters/sandbox/stories.ts'
import { makeWorld, type TrueFacet } from '../../../../adapters/sandbox/world.ts'
import type { Adapter, Translation } from '../../../../adapters/sdk/adapter.ts'
import { encodeTcvn3 } from '../../../../adapters/thanh-tra/sandbox/tcvn3.ts'
import { cellsOf, fileOf } from '../../../../adapters/thanh-tra/sandbox/writer.ts'

interface Row {
  readonly agency: AgencyId
  /** A document of the agency's system with this dossier alone. */
  write(facet: TrueFacet): string | Uint8Array
}

/** Agencies whose adapters write, one a row. */
const rows: readonly Row[] = [
  { agency: 'cong-an', write: (facet) => dossier(facet).body },
  { agency: 'thanh-tra', write: (facet) => encodeTcvn3(fileOf([cellsOf(facet)])) },
  { agency: 'mttq', write: (facet) => JSON.stringify(nativeEvent(facet, `SK-${facet.nativeKey}`)) },
]

const dossiers = Number(process.env.LIENTHONG_DOSSIERS ?? 30)
const { matters } = makeWorld({ seed: 41, dossiers, broken_percent: 20 })

const subjectOf = (agency: AgencyId): Promise<Subject> => {
  const folder = join(import.meta.dirname, '../../../../adapters', agency)
  const load = async (): Promise<Adapter> => (await import(join(folder, 'adapter.ts'))).adapter
  return loadSubject(folder, { seed: 1, load, called: () => {}, progress: () => {} })
}

/** What no mark may say: state secrets, and what is undetermined. */
const unsayable = new Set(['MAT', 'TOI_MAT', 'TUYET_MAT', 'CHUA_XAC_DINH'])
const isUnsayable = ({ facet, labels }: Translation): boolean =>
  [facet.label, ...labels.map(({ label }) => label)].some(({ level }) => unsayable.has(level))

for (const { agency, write } of rows)
  t.test(agency, async (t) => {
    const subject = await subjectOf(agency)
    await t.test('its own there and back are as they were, but for what the manifest declares', async (t) => {
      const held = matters.flatMap(({ facets }) => facets[agency] ?? [])
      t.ok(held.length > 5)
      for (const facet of held.filter(({ translation }) => !isUnsayable(translation))) {
        const bytes = Buffer.from(write(facet))
        const source = subject.open(bytes)!
        t.strictSame(tripOf(subject, { file: facet.nativeKey, bytes, source }), [], facet.nativeKey)
      }
    })
    await t.test('what any agency has can be handed over to it, and is read there without complaint', async (t) => {
      for (const [of, { translation, nativeKey }] of matters.flatMap(({ facets }) => Object.entries(facets))) {
        const written = subject.write!(translation, nativeKey)
        t.equal(written.state, isUnsayable(translation) ? 'refused' : 'ok', `${of} ${nativeKey}`)
        if (written.state === 'ok')
          t.match(subject.ask('shared', written.document.body, nativeKey), { state: 'ok', findings: [] }, nativeKey)
      }
    })
  })
