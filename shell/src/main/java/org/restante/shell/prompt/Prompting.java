package org.restante.shell.prompt;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.restante.shell.session.HeldMessages;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.VisibleText;

/** The text of the prompt: broker, open transaction, and number of held messages. */
final class Prompting {

    private static final int PARTS = 3;
    private static final int MIN_WIDTH = 8;

    private Prompting() {}

    /** @param width the width of the terminal; 0 if unknown */
    static String of(ShellSession session, int width) {
        HeldMessages heldMessages = session.heldMessages();
        return of(session, heldMessages == null ? 0 : heldMessages.size(), width);
    }

    /** The prompt after the connection was lost: the broker has put back what was held. */
    static String ofLost(ShellSession session, int width) {
        return of(session, 0, width);
    }

    private static String of(ShellSession session, int held, int width) {
        String state = (session.transaction() == null ? "" : " transaction") + (held == 0 ? "" : " " + held + " held");
        return of(session.broker().shown(), state, width);
    }

    static String of(String shown, String state, int width) {
        String name = name(shown);
        String full = name + state + "> ";
        if (width <= 0 || VisibleText.width(full) <= width / 2) {
            return full;
        }
        return VisibleText.cut(name, Math.max(MIN_WIDTH, width / PARTS)) + state.replace(" transaction", " tx") + "> ";
    }

    /** The short name: the last part of a directory, an address without scheme and options. */
    private static String name(String shown) {
        if (shown.contains(":")) {
            return shown.replaceFirst("^[a-z]+:(//)?", "").replaceFirst("[?].*", "");
        }
        @Nullable Path last = Path.of(shown).getFileName();
        return last == null ? shown : last.toString();
    }
}
