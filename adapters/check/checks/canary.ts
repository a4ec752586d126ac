import type { Finding } from '../../sdk/finding.ts'
import { samplesOf } from '../coverage/sample.ts'
import type { Failure } from '../failures.ts'
import { enlarged, isLeaf, type Place, replaced } from '../native/source.ts'
import { generalised, leavesOf, within } from '../paths.ts'
import { type Answer, type Check, firstOf, type Golden, type Side, type Subject, told } from '../subject.ts'

/** A word that no document has, in capitals and small letters that every encoding of ours can write. */
const WORD = 'Zqkwyx'
const DIGITS = '907315264807'
/** A name that may be content: of somebody and a year. One that looks like a field's may be told (adapters/codecs/unknown.ts). */
const NAME = `${WORD}1985`

/** Tokens to put in place of a value: a word; digits where the value is such a number; the value with the word behind. */
function tokensFor({ value }: Place): readonly { readonly token: string; readonly text: string }[] {
  const word = { token: WORD, text: WORD }
  if (!/^\d{7,12}$/.test(value)) return [word, { token: WORD, text: `${value} ${WORD}` }]
  const token = DIGITS.slice(0, value.length)
  return [word, { token, text: token }]
}

const mentions = (findings: readonly Finding[], token: string): boolean =>
  JSON.stringify(findings).toLowerCase().includes(token.toLowerCase())

/** Where the token stands in the answer, generalised. */
const placesOf = (answer: Answer, token: string): readonly string[] =>
  answer.state !== 'ok'
    ? []
    : [...leavesOf(answer.image)].flatMap(([pointer, value]) =>
        String(value).toLowerCase().includes(token.toLowerCase()) || pointer.toLowerCase().includes(token.toLowerCase())
          ? [generalised(pointer)]
          : [],
      )

function* ofLeaf(subject: Subject, golden: Golden, side: Side, place: Place): Generator<Failure> {
  const rows = subject.fieldOf(place.path)?.rows ?? []
  const targets = rows.flatMap(({ shared }) => (shared === null ? [] : [shared]))
  const about = told(golden, place)
  for (const { token, text } of tokensFor(place)) {
    const bytes = replaced(place, { kind: 'text', text })
    if (bytes === undefined) continue
    const answer = subject.ask(side, bytes, about)
    const at = rows[0]?.native ?? place.path
    if (answer.state !== 'broken' && mentions(answer.findings, token))
      yield { code: 'value-in-finding', at, place: about }
    const astray = placesOf(answer, token).filter((found) => !targets.some((target) => within(target, found)))
    for (const measured of new Set(astray))
      yield { code: 'value-astray', at, declared: targets.join(', ') || 'unmapped', measured, place: about }
  }
}

/** Names may be content too: a member that the format does not have. */
function* ofForeign(subject: Subject, golden: Golden, side: Side, branch: Place): Generator<Failure> {
  const bytes = enlarged(branch, NAME, WORD)
  if (bytes === undefined) return
  const about = told(golden, branch)
  const answer = subject.ask(side, bytes, about)
  const at = branch.path || '/'
  if (answer.state !== 'broken' && mentions(answer.findings, WORD))
    yield { code: 'value-in-finding', at, place: about, detail: 'the name of a foreign member' }
  for (const measured of new Set(placesOf(answer, WORD)))
    yield { code: 'value-astray', at, declared: 'no field', measured, place: about }
}

function run(subject: Subject): readonly Failure[] {
  const samples = samplesOf(subject)
  const leaves = subject.tried.flatMap((field, number) => {
    subject.progress(number, subject.tried.length)
    return samples.of(field).flatMap(({ golden, side, place }) => [...ofLeaf(subject, golden, side, place)])
  })
  const seen = new Set<string>()
  const foreign = subject.goldens.flatMap((golden) =>
    golden.sides.flatMap((side) =>
      golden.source.places
        .filter((place) => !isLeaf(place) && !seen.has(`${side} ${place.path}`) && seen.add(`${side} ${place.path}`))
        .flatMap((place) => [...ofForeign(subject, golden, side, place)]),
    ),
  )
  return firstOf([...leaves, ...foreign])
}

export const canaryCheck: Check = {
  name: 'canary',
  title: {
    vi: 'Giá trị chỉ đến chỗ đã khai, không vào phát hiện nào',
    en: 'A value turns up at its declared places only, and in no finding',
  },
  run,
}
