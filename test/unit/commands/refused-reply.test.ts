import t from 'tap'
import { exitCodeOf, refusalText } from '../../../gateway/commands/refused-reply.ts'
import { problemOf } from '../../../gateway/errors/problem.ts'

t.test('a refusal is told in both languages, with the places that it speaks of', async (t) => {
  const findings = [
    { code: 'field-missing', effect: 'reject-document', pointer: '' },
    { code: 'code-unknown', effect: 'reject-document', pointer: '/maLoai', line: 3, column: 9 },
  ]
  const text = refusalText({ ...problemOf('document-untranslatable', 'vi', 'ev-1'), findings }, 422)
  t.match(text, /^document-untranslatable: Tài liệu.*\n {2}[A-Z][ -~]*\n {2}findings: field-missing \/\n/)
  t.match(text, '  findings: code-unknown /maLoai 3:9\n')
})

t.test('what the text says that the answer names is told', async (t) => {
  const named = { parameter: 'first', components: ['@method', 'content-type'], bytes_max: 100, takes: { any: 'thing' } }
  const text = refusalText({ ...problemOf('parameter-invalid', 'en', 'ev-1'), ...named }, 400)
  t.ok(text.endsWith('\n  parameter: first\n  components: @method content-type\n  bytes_max: 100\n'), text)
})

t.test('a way that there is not: the law, and the ways that there are', async (t) => {
  const article = { vi: 'Điều 145', en: 'Art. 145' }
  const open = [{ from: 'mttq', to: 'cong-an', article }]
  const text = refusalText({ ...problemOf('route-not-allowed', 'en', 'ev-1'), article, open }, 403)
  t.match(text, '  article: Điều 145 · Art. 145\n  open: mttq → cong-an  Điều 145 · Art. 145\n')
})

t.test('what another version says is told as it came; what is no answer of a gateway by its status', async (t) => {
  t.equal(refusalText({ code: 'new-code', title: 'New', detail: 'Do it' }, 400), 'new-code: New. Do it\n')
  t.equal(refusalText({ code: 'constructor', title: 'T', detail: 'D' }, 400), 'constructor: T. D\n')
  t.match(refusalText(undefined, 502), /^HTTP 502: /)
})

t.test('a script sees by the exit code who must act', async (t) => {
  const ends = ['document-untranslatable', 'log-unavailable', 'not-there', 'constructor'].map((code) =>
    exitCodeOf({ code }),
  )
  t.same(ends, [1, 3, 1, 1])
  t.equal(exitCodeOf(undefined), 1)
})
