package org.restante.shell;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;

/** Puts the command line together: the same commands for the prompt and for the arguments. */
final class Commands {

    private static final int WIDTH = 80;

    private Commands() {}

    /** @param top what holds the commands, and its own options */
    static CommandLine under(Object top, Visit visit, Failures failures) {
        CommandLine line = new CommandLine(top)
                .addSubcommand(new Publish(visit))
                .addSubcommand(new Poll(visit))
                .addSubcommand(new Ack(visit))
                .addSubcommand(new Recover(visit))
                .addSubcommand(new Subscribe(visit))
                .addSubcommand(new Unsubscribe(visit))
                .addSubcommand(new Browse(visit))
                .addSubcommand(new Status(visit))
                .addSubcommand(new Info(visit))
                .addSubcommand(new HelpCommand());
        return configured(line, visit.screen(), failures);
    }

    /** Settings hold for the commands that are there, so they come last. */
    static CommandLine configured(CommandLine line, Screen screen, Failures failures) {
        return line.setExpandAtFiles(false) // @FILE is publish's
                .registerConverter(Target.class, Target::parse)
                .registerConverter(java.time.Duration.class, Durations::parse)
                .registerConverter(Property.class, Property::parse)
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures)
                .setUsageHelpWidth(WIDTH)
                .setColorScheme(CommandLine.Help.defaultColorScheme(screen.hasColour() ? Ansi.ON : Ansi.OFF))
                .setOut(screen.out())
                .setErr(screen.err());
    }
}
