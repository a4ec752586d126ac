import { samplesOf } from '../coverage/sample.ts'
import type { Failure } from '../failures.ts'
import { changedBytes, changedPlace, oddValues } from '../mutants.ts'
import { replaced } from '../native/source.ts'
import { type Check, firstOf, type Golden, type Subject, shareOf, told } from '../subject.ts'

/** Of all documents together; three in ten are changes of bytes. Each is answered within the bound of a call, or the run ends there. */
const MUTANTS = 1500
const LEAST = 150

/** Each odd value once at a leaf of each field. */
function* ofValues(subject: Subject): Generator<Failure> {
  const samples = samplesOf(subject)
  for (const [number, field] of subject.tried.entries()) {
    subject.progress(number, subject.tried.length)
    const [sample] = samples.of(field)
    if (sample === undefined) continue
    const { golden, side, place } = sample
    for (const [n, value] of oddValues.entries()) {
      const bytes = replaced(place, value)
      const answer = bytes && subject.ask(side, bytes, `${told(golden, place)} odd value no. ${n}`)
      if (answer?.state === 'broken') yield answer.failure
    }
  }
}

function* ofMutants(subject: Subject, golden: Golden): Generator<Failure> {
  const { ask, random, seed } = subject
  const numbers = random()
  const count = shareOf(subject, MUTANTS, LEAST)
  for (const side of golden.sides)
    for (let n = 0; n < count; n++) {
      const ofBytes = n % 10 < 3
      const mutant = ofBytes ? undefined : changedPlace(numbers, golden.source)
      if (!ofBytes && mutant === undefined) continue
      const bytes = mutant?.bytes ?? changedBytes(numbers, golden.bytes)
      const about = mutant ? told(golden, mutant.place) : `${golden.file} bytes`
      const answer = ask(side, bytes, `${about} seed ${seed} no. ${n}`)
      if (answer.state === 'broken') yield answer.failure
    }
}

export const totalityCheck: Check = {
  name: 'totality',
  title: {
    vi: 'Không bao giờ ném lỗi, luôn trả lời trong giới hạn',
    en: 'Never throws, always answers within the bound',
  },
  run: (subject) => firstOf([...ofValues(subject), ...subject.goldens.flatMap((of) => [...ofMutants(subject, of)])]),
}
