// `kubelog-diagnose completion bash | zsh | fish`: a script that needs no more of this program, so that the TAB key never waits for it.
import { EXIT, type ExitCode, type Io } from '../io.ts'
import { rulePack } from '../rule-pack.ts'
import type { Shell } from '../shell-commands.ts'
import type { CommandSpec } from '../spec.ts'
import { write } from '../write.ts'
import { bashScript } from './bash.ts'
import { fishScript } from './fish.ts'
import type { Known } from './known.ts'
import { zshScript } from './zsh.ts'

const SCRIPTS: Readonly<Record<Shell, (root: CommandSpec, known: Known) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
}

export async function printCompletion(
  shell: Shell,
  root: CommandSpec,
  folder: string | undefined,
  io: Io,
): Promise<ExitCode> {
  const { rules } = await rulePack(folder)
  const known = { rules: rules.map(({ id, title }) => ({ id, title })).sort((a, b) => (a.id < b.id ? -1 : 1)) }
  await write(io.stdout, SCRIPTS[shell](root, known))
  return EXIT.fine
}
