package org.restante.shell.administration;

import java.io.IOException;
import java.util.Locale;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.ShellException;
import picocli.CommandLine.Option;

/** Asks for confirmation before a destructive command. Filled by picocli. */
final class Confirming {

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask for confirmation; required without a terminal.")
    private boolean yes;

    @Option(names = "--dry-run", description = "Only show what would be done.")
    private boolean dryRun;

    boolean isDryRun() {
        return dryRun;
    }

    /**
     * Asks for confirmation, unless {@code --yes} is given.
     *
     * @param what the action, such as "purge 12 messages of queue:orders"
     * @throws ShellException if the answer is no, or there is no terminal to ask at
     */
    void confirm(ShellSession session, String what) throws IOException {
        if (yes) {
            return;
        }
        if (!session.screen().isTerminal()) {
            throw refused("would " + what + ", but there is no terminal to ask for confirmation; add --yes");
        }
        String given = session.prompter().answer(what + "? [y/N] ");
        String answer = given == null ? "" : given.strip().toLowerCase(Locale.ROOT);
        if (!answer.equals("y") && !answer.equals("yes")) {
            throw refused("not confirmed; nothing was done");
        }
    }

    private static ShellException refused(String why) {
        return ShellException.of(ExitCode.NOT_CONFIRMED, why);
    }
}
