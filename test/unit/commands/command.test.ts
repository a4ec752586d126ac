/** What a command is called with reaches it as it was meant, and a wrong call is told. */
import t from 'tap'
import { parsed } from '../../../gateway/commands/command.ts'

const options = { kid: { type: 'string' }, json: { type: 'boolean' } } as const

t.test('a key identifier may begin with a dash', async (t) => {
  t.same({ ...parsed(['--kid', '-tz6u', '--json'], options).values }, { kid: '-tz6u', json: true })
  t.same({ ...parsed(['--kid=-tz6u'], options).values }, { kid: '-tz6u' })
  t.same({ ...parsed(['--kid', '-'], options).values }, { kid: '-' })
})

t.test('the value of an option that was forgotten is no other option', async (t) => {
  for (const args of [['--kid', '--json'], ['--kid'], ['--json', '-x'], ['-k', '-tz6u']])
    t.throws(() => parsed(args, options), { name: 'Error', message: /wrong arguments/ }, args.join(' '))
})

t.test('more arguments than the command takes are told', async (t) => {
  t.same(parsed(['-'], options, 1).positionals, ['-'])
  t.throws(() => parsed(['a', 'b'], options, 1), { message: /unexpected argument: b/ })
})
