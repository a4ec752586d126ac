/** What a command is called with reaches it as it was meant, and a wrong call is told. */
import { readdirSync } from 'node:fs'
import t from 'tap'
import { type Command, parsed } from '../../../gateway/commands/command.ts'

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

const folder = new URL('../../../gateway/commands/', import.meta.url)
const modules: readonly Record<string, Partial<Command> | undefined>[] = await Promise.all(
  readdirSync(folder).flatMap((file) => (file.endsWith('.ts') ? [import(new URL(file, folder).href)] : [])),
)
const commands = modules
  .flatMap((exported) => Object.entries(exported))
  .filter((entry): entry is [string, Command] => entry[1]?.usage !== undefined)
const optionsIn = ({ usage }: Command) => new Set([...usage.matchAll(/--([a-z-]+)/g)].map(([, name]) => name!))

/** Whether `command` takes it: beside it stands what no command takes, so that nothing is done. */
async function takes(command: Command, option: string): Promise<boolean> {
  const said = await command.run([`--${option}=x`, '--no-such-option']).catch(({ message }: Error) => message)
  const refused = /Unknown option '--([a-z-]+)'|does not take an argument/.exec(String(said))
  if (!refused) throw new Error(`it was not called wrongly: ${said}`)
  return refused[1] !== option
}

t.test('a command takes the options that its usage tells, and passes over none', async (t) => {
  const options = new Set(commands.flatMap(([, command]) => [...optionsIn(command)]))
  t.ok(commands.length > 50 && options.has('dry-run'))
  const wrong: string[] = []
  for (const [name, command] of commands)
    for (const option of options)
      if ((await takes(command, option)) !== optionsIn(command).has(option)) wrong.push(`${name} --${option}`)
  t.strictSame(wrong, [])
})
