import type { Failure } from '../failures.ts'
import { type Check, firstOf, type Subject } from '../subject.ts'

/** That the module was loaded without the clock, randomness or the network is seen before; what later documents ask for is added. */
function run({ goldens, ask }: Subject): readonly Failure[] {
  const answers = goldens.flatMap(({ sides, bytes, file }) => sides.map((side) => ask(side, bytes, file)))
  return firstOf(
    answers.flatMap((answer) =>
      answer.state === 'broken' && answer.failure.code === 'global-used' ? [answer.failure] : [],
    ),
  )
}

export const purityCheck: Check = {
  name: 'purity',
  title: { vi: 'Không đồng hồ, số ngẫu nhiên, mạng, tiến trình', en: 'No clock, randomness, network or process' },
  run,
}
