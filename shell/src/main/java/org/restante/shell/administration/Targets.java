package org.restante.shell.administration;

import org.restante.shell.session.Target;
import org.restante.shell.terminal.ShellException;

/** Checks targets. */
final class Targets {

    private Targets() {}

    /** @throws ShellException if the target is not a queue */
    static void queue(Target target) {
        if (target.isTopic()) {
            throw ShellException.usage(target + " is a topic, which keeps no messages itself; name a queue");
        }
    }
}
