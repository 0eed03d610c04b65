package org.restante.shell.administration;

import picocli.CommandLine.Option;

/** The option to show what a bulk operation would do, for those that keep every message and so do not ask. Filled by picocli. */
final class DryRun {

    @Option(names = "--dry-run", description = "Only show what would be done.")
    private boolean dryRun;

    @SuppressWarnings("UnusedVariable") // picocli fills it
    @Option(
            names = {"-y", "--yes"},
            hidden = true, // accepted, so that one script suits all bulk operations
            description = "No effect: the command does not ask.")
    private boolean yes;

    boolean isDryRun() {
        return dryRun;
    }
}
