import t from 'tap'
import { called } from '../../../gateway/commands/called.ts'

const known = ['demo', 'inbox list', 'inbox get', 'audit verify']
const wanted = (line: string) => called(line === '' ? [] : line.split(' '), known)

t.test('a command gets what follows its words', async (t) => {
  t.strictSame(wanted('inbox get --as a:b ID'), { kind: 'run', words: 'inbox get', args: ['--as', 'a:b', 'ID'] })
  t.strictSame(wanted('demo'), { kind: 'run', words: 'demo', args: [] })
  t.match(wanted('inbox get -- --help'), { kind: 'run', args: ['--', '--help'] }, 'after -- it is an argument')
})

t.test('help is of what was asked, and runs nothing', async (t) => {
  for (const line of ['inbox get --help', 'inbox get -h', 'inbox get --as a:b ID --help', 'help inbox get'])
    t.strictSame(wanted(line), { kind: 'help', of: ['inbox get'] }, line)
  for (const line of ['inbox --help', 'help inbox'])
    t.strictSame(wanted(line), { kind: 'help', of: ['inbox list', 'inbox get'] }, line)
  for (const line of ['', 'help', '--help', '-h']) t.strictSame(wanted(line), { kind: 'help', of: known }, line)
})

t.test('words that lead nowhere are named, with the commands of their group', async (t) => {
  t.strictSame(wanted('inbox'), { kind: 'unknown', said: 'inbox', of: ['inbox list', 'inbox get'] })
  t.strictSame(wanted('inbox gte ID'), { kind: 'unknown', said: 'inbox gte', of: ['inbox list', 'inbox get'] })
  t.strictSame(wanted('inbox gte --help'), { kind: 'unknown', said: 'inbox gte', of: ['inbox list', 'inbox get'] })
  t.strictSame(wanted('nothing --help'), { kind: 'unknown', said: 'nothing', of: [] })
  t.strictSame(wanted('constructor'), { kind: 'unknown', said: 'constructor', of: [] })
  t.match(wanted('--verbose'), { kind: 'unknown', said: '--verbose' })
})
