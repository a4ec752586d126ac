/** A command as the shell would run it, without another process each time. */
import { type Command, Usage } from '../../gateway/commands/command.ts'

/** Keeps what is written to a stream meanwhile. */
function kept(stream: NodeJS.WriteStream) {
  const { write } = stream
  let text = ''
  stream.write = (chunk: unknown) => {
    text += String(chunk)
    return true
  }
  return () => {
    stream.write = write
    return text
  }
}

/** What `command` leaves behind: exit code and texts. Nothing else may write meanwhile. */
export async function called(command: Command, ...args: readonly string[]) {
  const [out, err] = [kept(process.stdout), kept(process.stderr)]
  let usage = ''
  const status = await command.run(args).catch((error: unknown) => {
    usage = String(error instanceof Usage ? error.message : error)
    return 2
  })
  return { status, stdout: out(), stderr: err() + usage }
}
