package org.restante.shell.administration;

import org.restante.shell.session.ShellSession;
import picocli.CommandLine.Mixin;

/** The options of a bulk operation that keeps every message: place, selection and dry run. It does not ask. Filled by picocli. */
final class Sweeping {

    @Mixin
    private SourceOptions place = new SourceOptions();

    @Mixin
    private Selecting which = new Selecting();

    @Mixin
    private DryRun dryRun = new DryRun();

    void run(ShellSession session, Sweep sweep) {
        sweep.run(session, place, which, dryRun.isDryRun());
    }
}
