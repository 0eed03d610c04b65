package org.restante.shell.administration;

import org.restante.shell.session.ShellSession;
import picocli.CommandLine.Mixin;

/** The options of every bulk operation: place, selection and confirmation. Filled by picocli. */
final class Sweeping {

    @Mixin
    private SourceOptions place = new SourceOptions();

    @Mixin
    private Selecting which = new Selecting();

    @Mixin
    private Confirming confirming = new Confirming();

    void run(ShellSession session, Sweep sweep) throws Exception {
        sweep.run(session, place, which, confirming);
    }
}
