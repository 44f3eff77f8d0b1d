import { Command, CommanderError, Option } from 'commander';
import {
  isSynchronous,
  loadConfiguration,
  MigrateError,
  Migrator,
  type OnEvent,
  resolveSettings,
  toMigrateError,
} from '../engine/index.ts';
import type { CommandContext, CommandDefinition, CommandValues } from './commandDefinition.ts';
import { commands } from './commands/index.ts';
import { type ExitCode, exitCodeOf } from './exitCode.ts';
import { addGlobalOptions, flagsOf, type GlobalOptions } from './globalOptions.ts';
import type { Io } from './io.ts';
import { asker } from './prompt.ts';
import { humanReporter } from './reporters/human.ts';
import { jsonReporter } from './reporters/json.ts';
import type { Reporter } from './reporters/reporter.ts';
import { version } from './version.ts';

/** Parses the arguments, runs one command and gives the exit code. Never throws, never exits. */
export async function runProgram(argv: readonly string[], io: Io): Promise<ExitCode> {
  let exit: ExitCode = 0;
  const program = buildProgram(io, async (definition, argumentList, values, globals) => {
    exit = await runCommand(definition, argumentList, values, globals, io);
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exit;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const failure = error instanceof CommanderError ? usageError(error, argv) : toMigrateError(error);
    fallbackReporter(argv, io).error(failure);
    return exitCodeOf(failure);
  }
}

type Run = (
  definition: CommandDefinition,
  argumentList: readonly string[],
  values: CommandValues,
  globals: GlobalOptions,
) => Promise<void>;

function buildProgram(io: Io, run: Run): Command {
  const program = new Command('migrate')
    .description('Database migrations for PostgreSQL, MySQL, MariaDB and SQLite.')
    .version(version, '--version', 'print the version')
    .usage('[options] <command>')
    .helpOption('--help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: (text) => void io.stdout.write(text), writeErr: () => undefined })
    .exitOverride();
  addGlobalOptions(program);
  for (const definition of commands) {
    const command = program
      .command(definition.name)
      .description(definition.summary)
      .helpOption('--help', 'show help');
    if (definition.argument !== undefined) command.argument(definition.argument);
    for (const { flags, summary, choices, many } of definition.options ?? []) {
      const option = new Option(flags, summary);
      if (many) option.argParser((value, before: readonly string[] = []) => [...before, value]);
      command.addOption(choices === undefined ? option : option.choices(choices));
    }
    command.action((...args: unknown[]) => {
      const given = definition.argument === undefined ? undefined : args[0];
      const list = (Array.isArray(given) ? given : given === undefined ? [] : [given]) as readonly string[];
      return run(definition, list, command.opts(), program.opts<GlobalOptions>());
    });
  }
  return program;
}

async function runCommand(
  definition: CommandDefinition,
  argumentList: readonly string[],
  options: CommandValues,
  globals: GlobalOptions,
  io: Io,
): Promise<ExitCode> {
  const reporter = reporterFor(globals, io);
  try {
    if (definition.alone !== undefined) return await definition.alone(io);
    const flags = { ...flagsOf(globals), ...definition.flags?.(options) };
    const configuration = await loadConfiguration({
      workingDirectory: io.workingDirectory,
      variables: io.environment,
      ...(globals.config === undefined ? {} : { file: globals.config }),
    });
    const settings = resolveSettings(configuration, flags, {
      workingDirectory: io.workingDirectory,
      database: definition.database === 'required' ? 'required' : 'optional',
    });
    for (const note of settings.notes) reporter.note(note);
    const context: CommandContext = {
      argument: argumentList[0],
      arguments: argumentList,
      options,
      settings,
      migrator: new Migrator(settings),
      io,
      json: globals.json === true,
      verbose: globals.verbose === true && globals.quiet !== true,
      onEvent: eventReader(reporter, io, settings.url),
      ask: asker(io, globals.json === true),
    };
    const outcome = await definition.run!(context);
    reporter.outcome(outcome);
    return outcome.exit;
  } catch (error) {
    const failure = toMigrateError(error);
    reporter.error(failure);
    return exitCodeOf(failure);
  }
}

/** Tells events; on a database that holds up the process, signals are given back while migrations run. */
function eventReader(reporter: Reporter, { interrupts }: Io, url: string | undefined): OnEvent {
  if (url === undefined || !isSynchronous(url)) return (event) => reporter.event(event);
  let given = false;
  return (event) => {
    if (!given && (event.type === 'runStarted' || event.type === 'migrationStarted')) {
      interrupts.giveBack();
      given = true;
    }
    reporter.event(event);
    if (event.type !== 'migrationFailed') return;
    interrupts.take();
    given = false;
  };
}

function reporterFor(globals: GlobalOptions, io: Io): Reporter {
  const options = {
    quiet: globals.quiet === true,
    verbose: globals.verbose === true && globals.quiet !== true,
    color: globals.color,
  };
  return globals.json === true ? jsonReporter(io, options) : humanReporter(io, options);
}

/** For arguments that could not be parsed: what they say of the output still counts. */
function fallbackReporter(argv: readonly string[], io: Io): Reporter {
  return reporterFor({ json: argv.includes('--json'), color: !argv.includes('--no-color') }, io);
}

function usageError(error: CommanderError, argv: readonly string[]): MigrateError {
  const command = commands.find(({ name }) => argv.includes(name));
  const help = command === undefined ? 'migrate --help' : `migrate ${command.name} --help`;
  if (error.code === 'commander.help') {
    return new MigrateError('usage', 'No command is given.', { hint: `\`${help}\` lists the commands.` });
  }
  const [sentence = '', suggestion] = error.message.replace(/^error: /, '').split('\n');
  const message = `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`.replace(/([^.?!])$/, '$1.');
  const meant = /Did you mean (?:one of )?(.*)\?\)/.exec(suggestion ?? '')?.[1];
  return new MigrateError('usage', message, {
    hint: `${meant === undefined ? '' : `Did you mean ${meant}? `}\`${help}\` lists what it takes.`,
  });
}
