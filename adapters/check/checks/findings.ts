import type { Finding } from '../../sdk/finding.ts'
import type { Failure } from '../failures.ts'
import { changedBytes, changedPlace } from '../mutants.ts'
import { type Check, firstOf, type Golden, type Subject, shareOf, told } from '../subject.ts'

/** Of all together. */
const MUTANTS = 1200
const LEAST = 100
/** Shorter texts are in some word anyway. */
const TELLING_MIN = 6

/** A pointer without the steps that the document has not: what an adapter made up may be content. */
const known = (pointer: string, pointers: ReadonlySet<string>): string => {
  const names = new Set([...pointers].flatMap((of) => of.split('/')))
  return pointer
    .split('/')
    .map((step) => (names.has(step) ? step : '…'))
    .join('/')
}

/** What is wrong with the places of findings; without `pointers` or `text` only what is wrong in any document. */
function astray(
  findings: readonly Finding[],
  pointers: ReadonlySet<string> | undefined,
  text: string | undefined,
): readonly string[] {
  const lines = text?.split('\n')
  return findings.flatMap(({ pointer, line = 1, column = 1 }) => {
    if (pointers !== undefined && pointer !== '' && !pointers.has(pointer))
      return [`pointer ${known(pointer, pointers)}`]
    if (line < 1 || (lines && line > lines.length)) return [`line ${line}`]
    return column < 1 || (lines && column > lines[line - 1]!.length + 1) ? [`column ${column}`] : []
  })
}

function* failuresOf(subject: Subject, golden: Golden): Generator<Failure> {
  const random = subject.random()
  const count = shareOf(subject, MUTANTS, LEAST)
  for (const side of golden.sides)
    for (let n = 0; n < count; n++) {
      const mutant = n % 3 === 0 ? undefined : changedPlace(random, golden.source)
      const bytes = n % 3 === 0 ? changedBytes(random, golden.bytes) : mutant?.bytes
      if (bytes === undefined) continue
      const about = mutant ? told(golden, mutant.place) : `${golden.file} bytes`
      const answer = subject.ask(side, bytes, about)
      if (answer.state === 'broken' || answer.findings.length === 0) continue
      const { findings } = answer
      const source = subject.open(bytes)
      const pointers = source && new Set(source.places.map(({ pointer }) => pointer))
      const place = `${about} seed ${subject.seed} no. ${n}`
      // Positions in an attached document are positions in that.
      const text = subject.manifest.native.codec === 'edxml' ? undefined : source?.text
      for (const measured of astray(findings, pointers, text).slice(0, 1))
        yield { code: 'finding-astray', at: findings[0]!.code, measured, place }
      const value = mutant?.value
      if (value !== undefined && value.length >= TELLING_MIN && tells(findings, value, golden))
        yield { code: 'value-in-finding', at: mutant!.place.path, place }
    }
}

/** Whether findings repeat a value that is no word of the format itself. */
function tells(findings: readonly Finding[], value: string, { source }: Golden): boolean {
  const words = new Set(source.places.flatMap(({ path }) => path.split('/')))
  return (
    !words.has(value) &&
    JSON.stringify(findings.map(({ expected: _, ...rest }) => rest)).includes(JSON.stringify(value).slice(1, -1))
  )
}

export const findingsCheck: Check = {
  name: 'findings',
  title: {
    vi: 'Mỗi phát hiện chỉ vào chỗ có thật, không mang giá trị',
    en: 'Every finding points to an existing place and carries no value',
  },
  run: (subject) => firstOf(subject.goldens.flatMap((golden) => [...failuresOf(subject, golden)])),
}
