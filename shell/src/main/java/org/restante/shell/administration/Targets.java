package org.restante.shell.administration;

import org.restante.shell.session.Target;
import org.restante.shell.terminal.ShellException;

/** What a word may name. */
final class Targets {

    private Targets() {}

    /** Refuses what is no queue. */
    static void queue(Target target) {
        if (target.isTopic()) {
            throw ShellException.usage(target + " is a topic, which keeps nothing by itself; name a queue");
        }
    }
}
