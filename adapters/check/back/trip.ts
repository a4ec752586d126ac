/** There and back: a translation in the adapter's native form, and read again by the same adapter. */
import type { NativeDocument, Translation } from '../../sdk/adapter.ts'
import type { Finding } from '../../sdk/finding.ts'
import type { Failure } from '../failures.ts'
import type { Subject } from '../subject.ts'
import { type Pairing, pairingOf } from './pairing.ts'
import type { SharedSample } from './samples.ts'

export type Trip =
  | {
      readonly state: 'back'
      readonly document: NativeDocument
      /** What toNative said. */
      readonly findings: readonly Finding[]
      /** What the reading of it said. */
      readonly complaints: readonly Finding[]
      readonly pairing: Pairing
    }
  | { readonly state: 'refused'; readonly findings: readonly Finding[] }
  | { readonly state: 'broken'; readonly failure: Failure }

/** Writes and reads again. Of an adapter without toNative nothing is asked. `about` says what was done to the translation. */
export function tripBack({ write, ask, open }: Subject, translation: Translation, about: string): Trip {
  const written = write?.(translation, about) ?? { state: 'refused', findings: [] }
  if (written.state !== 'ok') return written
  const { document, findings } = written
  const answer = ask('shared', document.body, `${about} → toNative`)
  if (answer.state === 'broken') return answer
  const unread = (detail: string): Trip => ({
    state: 'broken',
    failure: { code: 'native-unread', at: 'adapter.ts', place: about, detail },
  })
  if (answer.state === 'refused') {
    const [finding] = answer.findings
    return unread(`${finding?.code} ${open(document.body) === undefined ? '' : finding?.pointer}`)
  }
  if (typeof answer.image !== 'object' || !('facet' in answer.image)) return unread('absent')
  const pairing = pairingOf(translation, answer.image)
  return { state: 'back', document, findings, complaints: answer.findings, pairing }
}

/** A sample as far as the form takes it. */
export interface Base {
  readonly sample: SharedSample
  /** Its own; where that is refused, one that differs as little as may be: what is in it can be measured all the same. */
  readonly translation: Translation
  readonly trip: Trip
  /** It is the sample's own. */
  readonly own: boolean
}

/** The same without any mark. */
export const unmarked = (translation: Translation): Translation => ({
  ...translation,
  facet: { ...translation.facet, label: { level: 'CONG_KHAI', tags: [] } },
  labels: [],
})

/** The same as a matter that the agency knows: of a kind and at a stage that its own documents have. */
function asAtHome({ samples, name }: Subject, translation: Translation): Translation {
  const home = samples.find(({ agency }) => agency === name)?.translation.facet.report
  const { facet } = translation
  return home === undefined
    ? translation
    : { ...translation, facet: { ...facet, report: { ...facet.report, kind: home.kind, stage: home.stage } } }
}

const bases = new WeakMap<Subject, readonly Base[]>()

/** Every sample there and back, each once for all checks. */
export function basesOf(subject: Subject): readonly Base[] {
  const known = bases.get(subject) ?? subject.samples.map((sample) => baseOf(subject, sample))
  bases.set(subject, known)
  return known
}

function baseOf(subject: Subject, sample: SharedSample): Base {
  const { file, translation } = sample
  const trip = tripBack(subject, translation, file)
  if (trip.state !== 'refused') return { sample, translation, trip, own: true }
  const home = asAtHome(subject, translation)
  for (const other of [unmarked(translation), home, unmarked(home)]) {
    const made = tripBack(subject, other, `${file} without what is refused`)
    if (made.state !== 'refused') return { sample, translation: other, trip: made, own: false }
  }
  return { sample, translation, trip, own: true }
}
