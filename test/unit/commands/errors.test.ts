import t from 'tap'
import { errors } from '../../../gateway/commands/errors.ts'
import { catalogue } from '../../../gateway/errors/catalogue.ts'
import { called } from '../../support/called.ts'

t.test('every code is listed, with who must act', async (t) => {
  const { status, stdout } = await called(errors)
  t.equal(status, 0)
  const lines = stdout.trimEnd().split('\n')
  t.equal(lines.length, Object.keys(catalogue).length)
  t.ok(lines.some((line) => /^401 {2}caller {3}signature-invalid: /.test(line)))
  t.strictSame(JSON.parse((await called(errors, '--json')).stdout), catalogue)
})

t.test('of one it says what to change, in both languages, by its code or its type', async (t) => {
  const { detail } = catalogue['signature-expired']
  for (const said of ['signature-expired', 'urn:lienthong:error:signature-expired']) {
    const { status, stdout } = await called(errors, said)
    t.equal(status, 0)
    t.ok(stdout.includes(detail.vi) && stdout.includes(detail.en))
    t.match(stdout, /who must act: .*the caller/)
  }
})

t.test('one that there is not is told, with the nearest', async (t) => {
  t.match(await called(errors, 'signature-expird'), {
    status: 1,
    stdout: '',
    stderr: /signature-expird; signature-expired\?/,
  })
  t.match(await called(errors, 'constructor'), { status: 1, stdout: '' })
})
