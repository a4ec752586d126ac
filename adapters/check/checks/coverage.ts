import { differences } from '../coverage/declared.ts'
import { measure } from '../coverage/measure.ts'
import type { Failure } from '../failures.ts'
import type { Check, Subject } from '../subject.ts'

/** Golden documents from which nothing can be measured, for the adapter does not read them. */
const unread = ({ goldens, ask }: Subject): readonly Failure[] =>
  goldens.flatMap(({ file, bytes, sides }) =>
    sides
      .filter((side) => ask(side, bytes, file).state !== 'ok')
      .map((side): Failure => ({ code: 'golden-unread', at: `${file} → ${side}` })),
  )

/** Which fields a document that is not read would have tried is not known: they are told of once it is. */
function run(subject: Subject): readonly Failure[] {
  const missing = unread(subject)
  const found = differences(measure(subject), subject.manifest)
  return missing.length === 0 ? found : [...missing, ...found.filter(({ code }) => code !== 'field-untested')]
}

export const coverageCheck: Check = {
  name: 'coverage',
  title: {
    vi: 'Độ phủ đo được bằng đột biến đúng với bảng trường',
    en: 'Coverage measured by mutation is what the field table says',
  },
  run,
}
