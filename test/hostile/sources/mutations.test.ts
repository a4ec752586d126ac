import t from 'tap'
import { type Random, randomOf } from '../../../adapters/check/random.ts'
import type { TrueFacet } from '../../../adapters/sandbox/world.ts'
import type { Outcome } from '../../../adapters/sdk/adapter.ts'
import type { Finding } from '../../../adapters/sdk/finding.ts'
import { every } from '../../support/every.ts'
import { richest } from '../../support/native-documents.ts'
import { isPointer, isPosition, textsOf } from '../../support/native-places.ts'

/** Of each document. */
const MUTATIONS = 20_000

/** A fraction of a fraction is tried by default: whole, this takes minutes. */
const STEP = every ** 2

/** What a mutation puts in: signs of all the formats, bytes of other encodings, numbers and names that mean something. */
const inserted = [
  ...[
    '"',
    '\\',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '<',
    '>',
    '&',
    '/',
    '</',
    '=',
    ';',
    '|',
    '~',
    '^',
    '\r',
    '\n',
    '\0',
    ' ',
  ],
  ...[
    'null',
    'true',
    '1e999',
    '9007199254740993',
    '-0',
    '""',
    '[]',
    '{}',
    '<a/>',
    '&lt;',
    '&#0;',
    ']]>',
    '<!--',
    '<!DOCTYPE a>',
  ],
  ...['\u0301', '\ufeff', '\u202e', 'ê', 'MAT', 'TUYET_MAT', '__proto__', '=1+1', '\\u0000', '\\ud800', 'xmlns=""'],
].map((text) => Buffer.from(text))
const bytesOfOthers = [0x00, 0x80, 0xc0, 0xd5, 0xed, 0xfe, 0xff]

/** `bytes` with `removed` of them at `at` replaced. */
const spliced = (bytes: Buffer, at: number, removed: number, added: Uint8Array): Buffer =>
  Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at + removed)])

function mutated(random: Random, bytes: Buffer): Buffer {
  const at = random.upTo(bytes.length)
  const other = random.upTo(bytes.length)
  const length = 1 + random.upTo(random.of([2, 20, 200]))
  const run = bytes.subarray(other, other + length)
  return random.of([
    () => spliced(bytes, at, 1, Buffer.from([bytes[at]! ^ (1 << random.upTo(8))])),
    () => spliced(bytes, at, 1, Buffer.from([random.of(bytesOfOthers)])),
    () => spliced(bytes, at, 0, random.of(inserted)),
    () => spliced(bytes, at, random.upTo(4), random.of(inserted)),
    () => spliced(bytes, at, length, Buffer.alloc(0)),
    () => spliced(bytes, at, 0, run),
    () => spliced(bytes, at, length, run),
    () => spliced(bytes, at, 1, Buffer.from([0x30 + random.upTo(10)])),
    () => bytes.subarray(0, at),
  ])()
}

/** Names and prose: words apart, which no code and no word of a format has. */
function proseOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.length > 7 && value.includes(' ') ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(proseOf) : []
}
const secretsOf = ({ translation: { facet } }: TrueFacet): readonly string[] =>
  proseOf([facet.report.summary, facet.report.place, facet.participants, facet.reporters])

/** Which of the properties the outcome for one document breaks. */
function broken(
  agency: string,
  bytes: Buffer,
  outcome: Outcome<unknown>,
  secrets: readonly string[],
): readonly string[] {
  if (!outcome.ok && outcome.findings.length === 0) return ['refused without a reason']
  let texts: readonly string[] | undefined
  const placed = ({ line, column }: Finding): boolean => {
    if (line === undefined || column === undefined) return true
    texts ??= agency === 'thanh-tra' ? [bytes.toString('latin1')] : textsOf(bytes)
    return texts.some((text) => isPosition(text.replace(/^\ufeff/, ''), line, column))
  }
  const said = JSON.stringify(outcome.findings)
  return [
    ...outcome.findings.flatMap((of) => (isPointer(agency, bytes, of.pointer) ? [] : [`${of.code} points nowhere`])),
    ...outcome.findings.flatMap((of) => (placed(of) ? [] : [`${of.code} at no line of the document`])),
    ...secrets.flatMap((secret) => (said.includes(secret) ? ['a value in a finding'] : [])),
  ]
}

for (const format of richest())
  t.test(
    `${format.agency}: changed anywhere, a document is read or refused, with places that are there and no value`,
    async (t) => {
      const whole = Buffer.from(format.bytes)
      const secrets = secretsOf(format.truth)
      t.ok(secrets.length > 0)
      t.strictSame(broken(format.agency, whole, format.toShared(whole), secrets), [], 'as it is')
      const wrong: string[] = []
      let refused = 0
      let tried = 0
      for (let seed = 0; seed < MUTATIONS; seed += STEP, tried++) {
        const bytes = mutated(randomOf(seed), whole)
        try {
          const outcome = format.toShared(bytes)
          if (!outcome.ok) refused++
          wrong.push(...broken(format.agency, bytes, outcome, secrets).map((why) => `seed ${seed}: ${why}`))
        } catch (error) {
          wrong.push(`seed ${seed}: threw ${error instanceof Error ? error.stack : error}`)
        }
      }
      t.strictSame(wrong.slice(0, 20), [])
      t.ok(refused > tried / 10 && refused < tried, `${refused} of ${tried} refused`)
    },
  )
