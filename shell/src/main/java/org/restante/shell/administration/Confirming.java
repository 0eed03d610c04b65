package org.restante.shell.administration;

import java.io.IOException;
import java.util.Locale;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.ShellException;
import picocli.CommandLine.Option;

/** Asks before something is destroyed. Filled by picocli. */
final class Confirming {

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask. Where nobody is there to be asked, nothing is done without it.")
    private boolean yes;

    @Option(names = "--dry-run", description = "Only tell what would be done.")
    private boolean dryRun;

    boolean isDryRun() {
        return dryRun;
    }

    /**
     * Asks, unless it is said already.
     *
     * @param what as in "purge 12 messages of queue:orders"
     * @throws ShellException if the answer is no, or there is nobody to ask
     */
    void confirm(ShellSession session, String what) throws IOException {
        if (yes) {
            return;
        }
        if (!session.screen().isTerminal()) {
            throw refused("would " + what + ", and nobody is here to be asked; add --yes");
        }
        String given = session.prompter().answer(what + "? [y/N] ");
        String answer = given == null ? "" : given.strip().toLowerCase(Locale.ROOT);
        if (!answer.equals("y") && !answer.equals("yes")) {
            throw refused("not confirmed, so nothing was done");
        }
    }

    private static ShellException refused(String why) {
        return ShellException.of(ExitCode.NOT_CONFIRMED, why);
    }
}
