package org.restante.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** Runs commands line by line, on one visit. Owned by the thread that runs it. */
final class Prompt {

    private final Visit visit;
    private final CommandLine commands;
    private final Failures failures;
    private final Interruptible running;

    /** What holds the commands of a prompt. */
    @Command(
            name = "",
            scope = ScopeType.INHERIT,
            mixinStandardHelpOptions = true,
            versionProvider = Top.Version.class,
            description = "The commands; help and a command's name tell more about it.")
    private static final class PromptTop {}

    Prompt(Visit visit, boolean verbose, Interruptible running) {
        this.visit = visit;
        this.running = running;
        this.failures = new Failures(visit.screen(), () -> verbose);
        CommandLine line = Commands.under(new PromptTop(), visit, failures).addSubcommand(new Exit(visit));
        this.commands = Commands.configured(line, visit.screen(), failures);
        commands.getSubcommands()
                .values()
                .forEach(each -> each.getCommandSpec()
                        .usageMessage()
                        .synopsisHeading("Usage:")); // a space and no name of a program follow
    }

    /** Opens a prompt for the person at the terminal, or for the script on standard input. */
    static int open(BrokerUri broker, Credentials credentials, boolean verbose, Surroundings surroundings) {
        if (surroundings.terminal()) {
            return Typing.prompt(broker, credentials, verbose, surroundings);
        }
        StreamLines input = new StreamLines(surroundings.in(), Payload.mostBytes());
        Screen screen = Screen.of(surroundings);
        try (Visit visit = Visit.ofPrompt(broker.uri(), credentials, screen, input)) {
            return new Prompt(visit, verbose, new Interruptible()).run(() -> script(input));
        }
    }

    private static @Nullable String script(Lines input) throws IOException {
        byte[] line = input.next();
        String text = line == null ? null : new String(line, StandardCharsets.UTF_8);
        while (text != null && Words.isOpen(text)) {
            byte[] more = input.next();
            if (more == null) {
                return text;
            }
            text += "\n" + new String(more, StandardCharsets.UTF_8);
        }
        return text;
    }

    CommandLine commands() {
        return commands;
    }

    /**
     * Runs what is typed, until exit or the end of it.
     *
     * @param source null at its end
     * @return the exit code of the first command that failed
     */
    int run(Callable<@Nullable String> source) {
        int result = ExitCode.DONE;
        try {
            visit.connection(); // stays open to the end, and with it an embedded broker
            while (!visit.isOver()) {
                String text = source.call();
                if (text == null) {
                    break;
                }
                int code = execute(text);
                result = result == ExitCode.DONE ? code : result;
            }
        } catch (Exception e) { // from the source, or from opening; what commands throw is reported by them
            return failures.report(e);
        }
        return result;
    }

    private int execute(String text) {
        int result = ExitCode.DONE;
        running.begin();
        try {
            for (List<String> words : Words.commands(text)) {
                visit.mend();
                int code = visit.isOver() ? ExitCode.DONE : commands.execute(words.toArray(String[]::new));
                result = result == ExitCode.DONE ? code : result;
            }
        } catch (ShellException e) {
            return failures.report(e);
        } finally {
            running.end();
        }
        return result;
    }
}
