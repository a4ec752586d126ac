import { differingExactly } from '../coverage/images.ts'
import type { Failure } from '../failures.ts'
import { type Check, type Golden, type Image, type Side, type Subject, told } from '../subject.ts'

const PLACES_MAX = 10

/** Differences by place, exact: here the native codes count as well. */
function differenceOf({ ask, open }: Subject, golden: Golden, side: Side): readonly Failure[] {
  const { file, bytes, expected } = golden
  const at = `${file} → ${side}`
  const answer = ask(side, bytes, file)
  if (answer.state === 'broken') return [answer.failure]
  if (answer.state === 'refused') {
    const [finding] = answer.findings
    const place = open(bytes)?.places.find(({ pointer }) => pointer === finding?.pointer)
    return [{ code: 'golden-rejected', at, detail: finding?.code ?? '', ...(place && { place: told(golden, place) }) }]
  }
  const places = differingExactly(answer.image, expected[side] as Image)
  return places.slice(0, PLACES_MAX).map((place) => ({ code: 'golden-differs', at, place }))
}

const run = (subject: Subject): readonly Failure[] =>
  subject.goldens.flatMap((golden) => golden.sides.flatMap((side) => differenceOf(subject, golden, side)))

export const goldenCheck: Check = {
  name: 'golden',
  title: { vi: 'Tài liệu mẫu cho đúng dạng chung của nó', en: 'Each golden document gives exactly its shared form' },
  run,
}
