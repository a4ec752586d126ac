/** An adapter whose documents say what it is to do: the shared form as it is, or one way to go wrong. */
import type { Adapter, IndexPage, NativeAnswer, Outcome, Translation } from '../../../../adapters/sdk/adapter.ts'
import type { Finding } from '../../../../adapters/sdk/finding.ts'

const finding = (code: string): Finding => ({ code, effect: 'reject-document', pointer: '/a', line: 3 })

type Native =
  | {
      readonly do: 'value'
      readonly value: Translation & IndexPage
      readonly note?: boolean
      readonly secret?: boolean
    }
  | { readonly do: 'absent' | 'throw' | 'loop' | 'heap' | 'exit' | 'reject' | 'secret' }

function hoard(): never {
  const held: string[][] = []
  for (;;) held.push(Array.from({ length: 100_000 }, (_, i) => `${held.length}-${i}`))
}

function perform<T>({ body, status }: NativeAnswer): Outcome<T | 'absent'> {
  if (status === 404) return { ok: true, value: 'absent', findings: [] }
  let native: Native
  try {
    native = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as Native
  } catch {
    return { ok: false, findings: [finding('document-malformed')] }
  }
  switch (native.do) {
    case 'value': {
      if (native.secret) return { ok: true, value: native.value as T, findings: [finding('state-secret-in-clear')] }
      const findings: Finding[] = native.note
        ? [{ code: 'code-unknown', effect: 'degraded', pointer: '/do', line: 7, found: { type: 'text', length: 5 } }]
        : []
      return { ok: true, value: native.value as T, findings }
    }
    case 'absent':
      return { ok: true, value: 'absent', findings: [] }
    case 'throw':
      throw new Error('content that must not be repeated')
    case 'loop':
      for (;;);
    case 'heap':
      return hoard()
    case 'exit':
      return process.exit(3)
    case 'secret':
      return { ok: false, findings: [finding('state-secret-in-clear')] }
    default:
      return { ok: false, findings: [finding('document-rejected')] }
  }
}

export const adapter: Adapter = {
  requests: {
    list: (cursor) => ({ method: 'GET', path: `/list?from=${encodeURIComponent(cursor ?? '')}` }),
    changes: (cursor) => ({ method: 'GET', path: `/changes?from=${encodeURIComponent(cursor)}` }),
    dossier: (key) => {
      if (key === 'bad-path') return { method: 'GET', path: 'https://elsewhere.invalid/' }
      if (key === 'bad-header') return { method: 'GET', path: '/', headers: { host: 'elsewhere.invalid' } }
      return key.startsWith('post:')
        ? { method: 'POST', path: '/query', headers: { 'Content-Type': 'text/plain' }, body: key }
        : { method: 'GET', path: `/dossier/${encodeURIComponent(key)}` }
    },
  },
  toIndex: (answer) => perform<IndexPage>(answer) as Outcome<IndexPage>,
  toShared: (answer) => perform<Translation>(answer),
}
