import type { Failure } from '../failures.ts'
import { changedBytes, changedPlace } from '../mutants.ts'
import { type Check, firstOf, type Golden, type Subject, shareOf, told } from '../subject.ts'

/** Of all together; three in ten are changes of bytes. Each is answered within the bound of a call, or the run ends there. */
const MUTANTS = 3000
const LEAST = 200

function* failuresOf(subject: Subject, golden: Golden): Generator<Failure> {
  const { ask, random, seed, progress } = subject
  const numbers = random()
  const count = shareOf(subject, MUTANTS, LEAST)
  for (const side of golden.sides)
    for (let n = 0; n < count; n++) {
      if (n % 100 === 0) progress(n, count)
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
  run: (subject) => firstOf(subject.goldens.flatMap((golden) => [...failuresOf(subject, golden)])),
}
