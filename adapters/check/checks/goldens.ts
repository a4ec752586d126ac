import { validateIndexPage, validateTranslation } from '../../../schemas/generated/validators.js'
import { bilingual } from '../../../schemas/validation/texts.ts'
import type { Failure } from '../failures.ts'
import type { Check, Golden, Side, Subject } from '../subject.ts'

function violationsOf({ file, expected }: Golden, side: Side): readonly Failure[] {
  const form = expected[side]
  if (side === 'shared' && form === 'absent') return []
  const { refused: _, ...page } = (form ?? {}) as { readonly refused?: unknown }
  const violations = side === 'shared' ? validateTranslation(form) : validateIndexPage(page)
  const at = file.replace(/\.[^.]+$/, `.${side}.json`)
  return violations.map(({ pointer, expected: words }) => ({
    code: 'golden-invalid',
    at: `${at}#${pointer}`,
    detail: bilingual(words),
  }))
}

const run = ({ goldens, goldenFailures }: Subject): readonly Failure[] => [
  ...goldenFailures,
  ...goldens.flatMap((golden) => golden.sides.flatMap((side) => violationsOf(golden, side))),
]

export const goldensCheck: Check = {
  name: 'goldens',
  title: {
    vi: 'Có tài liệu mẫu, dạng chung của chúng đúng lược đồ',
    en: 'There are golden documents, and their shared forms conform',
  },
  run,
}
