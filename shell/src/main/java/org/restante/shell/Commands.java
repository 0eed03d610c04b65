package org.restante.shell;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST;

import java.util.Locale;
import org.restante.shell.administration.AdministrationCommands;
import org.restante.shell.bench.BenchCommands;
import org.restante.shell.content.Property;
import org.restante.shell.context.ContextCommands;
import org.restante.shell.manual.Help;
import org.restante.shell.manual.HelpTopic;
import org.restante.shell.message.MessageCommands;
import org.restante.shell.server.ServerCommands;
import org.restante.shell.session.Catalogue;
import org.restante.shell.session.ConnectionOptions;
import org.restante.shell.session.ShellSession;
import org.restante.shell.session.Target;
import org.restante.shell.terminal.Failures;
import org.restante.shell.terminal.OptionTypes;
import org.restante.shell.terminal.Screen;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Builds the command line; the prompt and the arguments of the process have the same commands. */
public final class Commands {

    private static final int USUAL_WIDTH = 80;
    private static final int NARROWEST = 55; // of picocli
    private static final int WIDEST = 100;

    private Commands() {}

    /** The commands that both the prompt and the arguments of the process have. */
    public static Catalogue of(ShellSession session, ConnectionOptions connectionOptions) {
        return MessageCommands.of(session)
                .addAll(AdministrationCommands.of(session))
                .addAll(ServerCommands.of(session))
                .addAll(BenchCommands.of(session))
                .addAll(ContextCommands.of(session, connectionOptions))
                .addAll(new Catalogue("Shell").add("help", Help::new));
    }

    /** The width of the help: that of the terminal, within the bounds in which lines are readable. */
    private static int width(int terminal) {
        return terminal == 0 ? USUAL_WIDTH : Math.max(NARROWEST, Math.min(terminal, WIDEST));
    }

    /** Leaves out the options that every command has: the list of commands shows them once, and here they would hide the command's own. */
    private static void showOwnOptions(CommandLine command) {
        command.getCommandSpec().usageMessage().abbreviateSynopsis(true);
        command.getHelpSectionMap()
                .put(
                        SECTION_KEY_OPTION_LIST,
                        help -> help.optionListExcludingGroups(help.commandSpec().options().stream()
                                        .filter(option -> !option.inherited())
                                        .toList())
                                + String.format(
                                        Locale.ROOT,
                                        "%nFor the options of every command, such as -o and -q, see: help%n"
                                                + "For exit codes see: help exit-codes%n"));
    }

    /** Configures picocli. The trap: settings reach only the commands added before, so call this last. */
    public static CommandLine configured(CommandLine line, Screen screen, Failures failures) {
        failures.setTopics(HelpTopic.names());
        line.getSubcommands().values().forEach(Commands::showOwnOptions);
        line.getHelpSectionMap().put(SECTION_KEY_FOOTER, HelpTopic::list);
        return OptionTypes.register(line)
                .setExpandAtFiles(false) // publish reads @FILE itself
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Target.class, Target::parse)
                .registerConverter(Property.class, Property::parse)
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures)
                .setUsageHelpWidth(width(screen.width()))
                .setColorScheme(CommandLine.Help.defaultColorScheme(screen.hasColour() ? Ansi.ON : Ansi.OFF))
                .setOut(screen.out())
                .setErr(screen.err());
    }
}
