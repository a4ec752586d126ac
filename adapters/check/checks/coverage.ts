import { differences } from '../coverage/declared.ts'
import { measure } from '../coverage/measure.ts'
import type { Check } from '../subject.ts'

export const coverageCheck: Check = {
  name: 'coverage',
  title: {
    vi: 'Độ phủ đo được bằng đột biến đúng với bảng trường',
    en: 'Coverage measured by mutation is what the field table says',
  },
  run: (subject) => differences(measure(subject), subject.manifest),
}
