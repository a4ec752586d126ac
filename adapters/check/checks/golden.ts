import type { Finding } from '../../sdk/finding.ts'
import { differingExactly } from '../coverage/images.ts'
import type { Failure } from '../failures.ts'
import { type Check, type Golden, type Image, type Side, type Subject, told } from '../subject.ts'

const PLACES_MAX = 10
const FINDINGS_MAX = 5

/** Differences by place, exact: here the native codes count as well. */
function differenceOf({ ask, open }: Subject, golden: Golden, side: Side): readonly Failure[] {
  const { file, bytes, expected } = golden
  const at = `${file} → ${side}`
  const answer = ask(side, bytes, file)
  if (answer.state === 'broken') return [answer.failure]
  if (answer.state === 'refused') {
    const [finding] = answer.findings
    const place = open(bytes)?.places.find(({ pointer }) => pointer === finding?.pointer)
    const detail = finding && saidOf(finding)
    return [{ code: 'golden-rejected', at, ...(detail && { detail }), ...(place && { place: told(golden, place) }) }]
  }
  const places = differingExactly(answer.image, expected[side] as Image)
  const detail = answer.findings.slice(0, FINDINGS_MAX).map(saidOf).join('; ')
  // What the adapter says of the document stands with the first place: it is the reason of them all.
  return places
    .slice(0, PLACES_MAX)
    .map((place, number) => ({ code: 'golden-differs', at, place, ...(number === 0 && detail !== '' && { detail }) }))
}

const saidOf = ({ code, line, column, target, expected }: Finding): string =>
  [line && `${line}:${column}`, code, target, expected && `(${expected})`].filter(Boolean).join(' ')

/** With which a source may say that it has no such dossier; a SOAP fault has 500. */
const STATUSES = [404, 500]

/** Where the adapter takes `golden` for "there is no such dossier", or breaks. */
function absenceOf({ ask }: Subject, { bytes, file }: Golden): { readonly said: boolean; readonly broken: Failure[] } {
  const answers = STATUSES.map((status) => ask('shared', bytes, `${file} (HTTP ${status})`, status))
  const said = answers.some((answer) => answer.state === 'ok' && answer.image === 'absent')
  return { said, broken: answers.flatMap((answer) => (answer.state === 'broken' ? [answer.failure] : [])) }
}

/** A document that says the absence must be taken for it, and no other: a failure of anything in between is not the source's word. */
function absenceFailures(subject: Subject): readonly Failure[] {
  const { goldens, absences } = subject
  if (subject.manifest.transport.kind !== 'https-query') return []
  const judge = (golden: Golden, code: 'absence-unread' | 'absence-guessed', should: boolean): readonly Failure[] => {
    const { said, broken } = absenceOf(subject, golden)
    return broken.length > 0 ? broken : said === should ? [] : [{ code, at: golden.file }]
  }
  const other = goldens.find(({ expected }) => expected.shared !== 'absent')
  return [
    ...absences.flatMap((golden) => judge(golden, 'absence-unread', true)),
    ...(other ? judge(other, 'absence-guessed', false) : []),
  ]
}

const run = (subject: Subject): readonly Failure[] => [
  ...subject.goldens.flatMap((golden) => golden.sides.flatMap((side) => differenceOf(subject, golden, side))),
  ...absenceFailures(subject),
]

export const goldenCheck: Check = {
  name: 'golden',
  title: { vi: 'Tài liệu mẫu cho đúng dạng chung của nó', en: 'Each golden document gives exactly its shared form' },
  run,
}
