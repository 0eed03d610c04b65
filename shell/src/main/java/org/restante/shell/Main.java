package org.restante.shell;

import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.restante.shell.manual.ManualCommands;
import org.restante.shell.prompt.Prompt;
import org.restante.shell.prompt.TerminalKeys;
import org.restante.shell.server.ServerCommands;
import org.restante.shell.session.Catalogue;
import org.restante.shell.session.ProviderAccess;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.Environment;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Failures;
import org.restante.shell.terminal.Interruptible;
import org.restante.shell.terminal.InterruptibleInput;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.StandardStreams;
import org.restante.shell.terminal.StreamLines;
import picocli.CommandLine;

/** Runs one command of the shell, or opens its prompt. */
public final class Main {

    private static final Duration TIME_TO_END = Duration.ofSeconds(5);

    private Main() {}

    /** Runs the arguments and ends the process with an exit code; {@code restante --help} lists the codes. */
    public static void main(String[] arguments) {
        Logs.showWarnings();
        String closed = StandardStreams.closed();
        if (closed != null) {
            writer(FileDescriptor.err)
                    .append(Screen.NOTE + closed
                            + " is closed, and nothing was done; open it, for example on /dev/null\n")
                    .flush();
            System.exit(ExitCode.USAGE);
        }
        Interruptible running = new Interruptible();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endNow(running), "restante-end"));
        int code;
        running.begin();
        try {
            code = run(arguments, here());
        } finally {
            running.end();
        }
        System.exit(code);
    }

    /** On Ctrl-C: messages already shown are acknowledged, then the connection is closed. */
    private static void endNow(Interruptible running) {
        try {
            running.interruptAndAwait(TIME_TO_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Environment here() {
        Map<String, String> variables = System.getenv();
        boolean terminal = isTerminal();
        boolean colour =
                terminal && variables.getOrDefault("NO_COLOR", "").isEmpty() && !"dumb".equals(variables.get("TERM"));
        return new Environment(
                variables,
                home(variables),
                new InterruptibleInput(System.in),
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)),
                writer(FileDescriptor.err),
                terminal,
                colour);
    }

    /** The home directory: the variable HOME first, as in other programs, so that the user can override it. */
    private static Path home(Map<String, String> variables) {
        String home = variables.getOrDefault("HOME", "");
        return Path.of(home.isEmpty() ? System.getProperty("user.home") : home);
    }

    /** Writes UTF-8, the encoding of messages, in every locale. */
    private static PrintWriter writer(FileDescriptor to) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(to), StandardCharsets.UTF_8));
    }

    @SuppressWarnings("SystemConsoleNull") // null before Java 22, a console without a terminal since: both are checked
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException before22) {
            return true; // before Java 22 each console is a terminal, and this method does not exist
        }
    }

    /** Checks that the output was written; a command whose output is lost, as on a full disk, has failed. */
    private static int seen(Screen screen, Failures failures) {
        try {
            screen.checkSeen();
            return ExitCode.DONE;
        } catch (ShellException e) {
            return failures.report(e);
        }
    }

    public static int run(String[] arguments, Environment environment) {
        Screen screen = Screen.of(environment);
        for (String argument : arguments) {
            if (argument.indexOf('\ufffd') >= 0) {
                screen.complain("an argument has characters that this locale cannot read: '" + argument
                        + "'; set LC_ALL=C.UTF-8, or give the text on standard input");
                return ExitCode.USAGE;
            }
        }
        RootCommand top = new RootCommand(environment);
        StreamLines input = new StreamLines(environment.in(), StreamLines.mostBytes());
        Supplier<ProviderAccess> broker = () -> top.connectionOptions().broker();
        try (ShellSession session =
                ShellSession.ofOneCommand(broker, () -> top.connectionOptions().credentials(), screen, input)) {
            if (environment.terminal()) {
                session.setKeys(TerminalKeys::open);
            }
            Failures failures = new Failures(screen, () -> top.output().isVerbose());
            Catalogue catalogue = Commands.of(session, top.connectionOptions())
                    .addAll(Prompt.sourcing(top::opening))
                    .addAll(ServerCommands.of(top.connectionOptions(), environment, screen));
            catalogue.addAll(ManualCommands.of(
                    () -> catalogue.under(new RootCommand(environment)),
                    () -> top.connectionOptions().contexts().names(),
                    screen));
            failures.setCommands(catalogue::names);
            CommandLine line = catalogue.under(top, arguments);
            line.setExecutionStrategy(parsed -> {
                session.setOutput(top.output());
                return new CommandLine.RunLast().execute(parsed);
            });
            int code = Commands.configured(line, screen, failures).execute(arguments);
            return code == ExitCode.DONE ? seen(screen, failures) : code;
        }
    }
}
