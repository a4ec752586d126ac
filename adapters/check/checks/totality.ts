import type { Failure } from '../failures.ts'
import { changedBytes, changedPlace } from '../mutants.ts'
import { type Check, firstOf, type Golden, type Subject, told } from '../subject.ts'

/** For each golden document and side; every one of them is translated within the bound of a call, or the run ends here. */
const OF_BYTES = 300
const OF_PLACES = 700

function* failuresOf({ ask, random, seed, progress }: Subject, golden: Golden): Generator<Failure> {
  const numbers = random()
  for (const side of golden.sides)
    for (let n = 0; n < OF_BYTES + OF_PLACES; n++) {
      if (n % 100 === 0) progress(n, OF_BYTES + OF_PLACES)
      const mutant = n < OF_BYTES ? undefined : changedPlace(numbers, golden.source)
      if (n >= OF_BYTES && mutant === undefined) continue
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
  run: (subject) => firstOf(subject.goldens.flatMap((golden) => [...failuresOf(subject, golden)])),
}
