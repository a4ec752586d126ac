/**
 * Dossiers of a made-up world there and back, not chosen documents: what an agency's own system writes is read as it truly is and comes back, and what
 * any agency holds can be handed over to it, with no loss but what its manifest declares. Set LIENTHONG_DOSSIERS for a larger world.
 */
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import t from 'tap'
import { inventedIn } from '../../../../adapters/check/back/invented.ts'
import { isUnsayable, loweredBack } from '../../../../adapters/check/back/marks.ts'
import { undeclaredIn } from '../../../../adapters/check/back/pairs.ts'
import { labelsOf } from '../../../../adapters/check/back/places.ts'
import { tripBack } from '../../../../adapters/check/back/trip.ts'
import { tripOf } from '../../../../adapters/check/checks/round-trips.ts'
import { loadSubject } from '../../../../adapters/check/load-subject.ts'
import type { Subject } from '../../../../adapters/check/subject.ts'
import { dossier } from '../../../../adapters/cong-an/sandbox/service.ts'
import { nativeEvent } from '../../../../adapters/mttq/sandbox/writer.ts'
import { comparable } from '../../../../adapters/sandbox/comparable.ts'
import type { AgencyId } from '../../../../adapters/sandbox/stories.ts'
import { makeWorld, type TrueFacet } from '../../../../adapters/sandbox/world.ts'
import type { Adapter, Translation } from '../../../../adapters/sdk/adapter.ts'
import type { Finding } from '../../../../adapters/sdk/finding.ts'
import { encodeTcvn3 } from '../../../../adapters/thanh-tra/sandbox/tcvn3.ts'
import { cellsOf, fileOf } from '../../../../adapters/thanh-tra/sandbox/writer.ts'
import { kindOf, writeMessage } from '../../../../adapters/toa-an/sandbox/message.ts'
import { nativeDossier } from '../../../../adapters/vien-kiem-sat/sandbox/writer.ts'

/** By the agency: a document of its system with this dossier alone. */
const write: Readonly<Record<AgencyId, (facet: TrueFacet) => string | Uint8Array>> = {
  'cong-an': (facet) => dossier(facet).body,
  'vien-kiem-sat': (facet) => JSON.stringify(nativeDossier(facet)),
  'toa-an': (facet) => writeMessage(facet, kindOf(facet, false)),
  'thanh-tra': (facet) => encodeTcvn3(fileOf([cellsOf(facet)])),
  mttq: (facet) => JSON.stringify(nativeEvent(facet, `SK-${facet.nativeKey}`)),
}

const dossiers = Number(process.env.LIENTHONG_DOSSIERS ?? 30)
const { matters } = makeWorld({ seed: 41, dossiers, broken_percent: 20 })
const facets = matters.flatMap((matter) => Object.entries(matter.facets) as [AgencyId, TrueFacet][])
t.setTimeout(0)

const subjectOf = (agency: AgencyId): Promise<Subject> => {
  const folder = join(import.meta.dirname, '../../../../adapters', agency)
  const load = async (): Promise<Adapter> => (await import(join(folder, 'adapter.ts'))).adapter
  return loadSubject(folder, { seed: 1, load, called: () => {}, progress: () => {} })
}

/** State secrets, and what is undetermined, no mark may say. */
const isRefused = (translation: Translation): boolean => labelsOf(translation).some(isUnsayable)

/** Native codes are the adapter's addition; the ciphertext of an opaque part is a declared loss. */
const plain = (value: unknown): unknown => comparable(value, ['native', 'ciphertext'])

const complaints = (findings: readonly Finding[]): readonly string[] =>
  findings.flatMap(({ code, effect, pointer }) => (effect === 'note' ? [] : [`${code} ${pointer}`]))

/** What is wrong with a document of the agency's own system. */
function wrongOfOwn(subject: Subject, agency: AgencyId, facet: TrueFacet): readonly unknown[] {
  const { nativeKey: file, translation } = facet
  const bytes = Buffer.from(write[agency](facet))
  const answer = subject.ask('shared', bytes, file)
  if (answer.state !== 'ok') return [answer]
  const truly = isDeepStrictEqual(plain(answer.image), plain(translation)) ? [] : ['it is read as other than it is']
  return [...truly, ...complaints(answer.findings), ...tripOf(subject, { file, bytes, source: subject.open(bytes)! })]
}

/** What is wrong with what becomes of a dossier that is handed over to the agency. */
function wrongOfOther(subject: Subject, { nativeKey, translation }: TrueFacet): readonly unknown[] {
  const trip = tripBack(subject, translation, nativeKey)
  if (trip.state !== 'back') return trip.state === 'refused' && isRefused(translation) ? [] : [trip]
  return [
    ...(isRefused(translation) ? ['it should be refused'] : []),
    ...complaints(trip.complaints),
    ...undeclaredIn(subject, trip).map((place) => `lost ${place}`),
    ...inventedIn(trip.pairing, subject.handingOver).map((place) => `invented ${place}`),
    ...loweredBack(trip.pairing).map(({ path, from, to }) => `lowered ${path}: ${from}, ${to}`),
  ]
}

for (const agency of Object.keys(write) as AgencyId[])
  t.test(agency, async (t) => {
    const subject = await subjectOf(agency)
    const [own, others] = [facets.filter(([of]) => of === agency), facets.filter(([of]) => of !== agency)]
    const wrongIn = (of: typeof facets, wrongOf: (facet: TrueFacet) => readonly unknown[]) =>
      of.flatMap(([from, facet]) => wrongOf(facet).map((what) => [from, facet.nativeKey, what])).slice(0, 20)
    t.ok(own.length > 2)
    t.strictSame(
      wrongIn(own, (facet) => wrongOfOwn(subject, agency, facet)),
      [],
      'its own are read as they truly are, and come back but for what its manifest declares',
    )
    t.strictSame(
      wrongIn(others, (facet) => wrongOfOther(subject, facet)),
      [],
      'what any other holds is handed over to it without a loss that its manifest does not declare',
    )
  })
