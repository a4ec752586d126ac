import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, extname, join } from 'node:path'
import { samplesOf } from '../coverage/sample.ts'
import { alternatives } from '../coverage/values.ts'
import type { Failure } from '../failures.ts'
import { doubled, isBlank, isLeaf, type Place, removed, replaced, type Value } from '../native/source.ts'
import type { Random } from '../random.ts'
import { type Check, type Golden, type Subject, shareOf } from '../subject.ts'
import { tripOf } from './round-trips.ts'

/** Generated documents of all golden ones together, and changes to each of them. */
const DOCUMENTS = 200
const LEAST = 10
const CHANGES_MAX = 6

type Document = Pick<Golden, 'file' | 'bytes' | 'source'>

/** Other values at some leaves, items twice or left out: such as the format has, as far as the golden documents show it. */
function generated(
  subject: Subject,
  random: Random,
  golden: Golden,
  valuesOf: (place: Place) => readonly Value[],
): Document {
  let document: Document = golden
  for (let left = 1 + random.upTo(CHANGES_MAX); left > 0; left--) {
    if (document.source.places.length === 0) break
    const place = random.of(document.source.places)
    const bytes = isLeaf(place)
      ? isBlank(place) || subject.fieldOf(place.path) === undefined
        ? undefined
        : withValue(random, place, valuesOf(place))
      : place.item
        ? random.of([removed, doubled])(place)
        : undefined
    const source = bytes && subject.open(bytes)
    if (bytes && source) document = { file: golden.file, bytes, source }
  }
  return document
}

const withValue = (random: Random, place: Place, values: readonly Value[]): Uint8Array | undefined =>
  values.length === 0 ? undefined : replaced(place, random.of(values))

/** The document that shows it, for whoever looks into it. */
function kept({ file, bytes }: Document): string {
  const folder = mkdtempSync(join(tmpdir(), 'lienthong-adapter-'))
  const path = join(folder, `counter-example${extname(basename(file))}`)
  writeFileSync(path, bytes, { mode: 0o600 })
  return path
}

function run(subject: Subject): readonly Failure[] {
  const random = subject.random()
  const samples = samplesOf(subject)
  const count = shareOf(subject, DOCUMENTS, LEAST)
  for (const [number, golden] of subject.goldens.entries()) {
    const valuesOf = (place: Place): readonly Value[] =>
      alternatives(place, samples.pool({ golden, side: 'shared', place }), undefined)
    for (let n = 0; n < count; n++) {
      subject.progress(number * count + n, subject.goldens.length * count)
      const document = generated(subject, random, golden, valuesOf)
      const failures = golden.sides.flatMap((side) => {
        const answer = subject.ask(side, document.bytes, `${golden.file} generated seed ${subject.seed} no. ${n}`)
        return answer.state === 'broken' ? [answer.failure] : []
      })
      const trips = golden.sides.includes('shared') ? tripOf(subject, document) : []
      const [first] = [...failures, ...trips]
      if (first !== undefined) return [{ ...first, detail: `seed ${subject.seed}, ${kept(document)}` }]
    }
  }
  return []
}

export const propertiesCheck: Check = {
  name: 'properties',
  title: { vi: 'Tài liệu sinh ra cũng đi rồi về như cũ', en: 'Generated documents come back as well' },
  run,
}
