import type { Check } from '../subject.ts'

export const decidedCheck: Check = {
  name: 'decided',
  title: { vi: 'Mọi trường đã được quyết định', en: 'Every field is decided' },
  run: ({ manifest }) =>
    manifest.fields
      .filter(({ relation }) => relation === 'undecided')
      .map(({ native, because = '' }) => ({ code: 'undecided', at: native, detail: because })),
}
